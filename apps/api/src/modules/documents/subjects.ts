import { INTERNAL_ROLES, type Permission, type Reach, reach } from '@connect/domain/permissions';
import type { Actor } from '../../platform/actor.ts';
import type { Reader } from '../../platform/db.ts';
import { invalid, Problem } from '../../platform/errors.ts';
import type { SubjectType as AccessType } from '../contacts/index.ts';
import { authorise, type Scope } from '../identity/index.ts';

/** What a document, a message or an envelope can be about. */
export const SUBJECT_TYPES = [
  'contact',
  'entity',
  'task',
  'project',
  'consultant_order',
  'proforma',
  'plan',
  'permit',
  'review_cycle',
  'correction',
  'loan',
  'bank_line',
  'draw',
  'inspection',
  'payment',
  'payoff_quote',
  'statement',
  'user',
] as const;
export type DocumentSubject = (typeof SUBJECT_TYPES)[number];

/** Where a subject stands: the project and loan whose lists show its documents. */
export interface Place {
  projectId: string | null;
  loanId: string | null;
  /** Parties that see what a partner uploads here, beside the uploader (a draw's borrower, say). */
  shareWith?: readonly string[];
}

/** The rule by which the documents of one kind of subject are read and added; its module registers it in app/subjects.ts. */
export interface SubjectRule {
  /** A role that may read every such subject reads its documents; one that never may, never does. */
  read: Permission;
  /** Under which type the subject's own rows lie in contacts.access: assigned roles see the documents of those. */
  access?: AccessType;
  /**
   * Where a document about this subject belongs, when this actor may add one. Answers null (or throws 404) where the
   * subject is not there for the actor, throws 403 where the role never may. Without it nobody uploads to such subjects.
   */
  attach?(db: Reader, actor: Actor, subjectId: string): Promise<Place | null>;
}

const rules = new Map<DocumentSubject, SubjectRule>();

/** Called by app/subjects.ts once per subject type. Registering again replaces the rule, as tests do. */
export function registerSubject(type: DocumentSubject, rule: SubjectRule): void {
  rules.set(type, rule);
}

/** Which subjects' documents a caller sees; only `viewOf` makes one. */
export interface DocumentView<P extends Permission = Permission> {
  readonly scope: Scope<P>;
  /** Null: every subject. Else every document about these types. */
  readonly all: readonly string[] | null;
  /** Documents about these types that were shared with the caller. */
  readonly shared: readonly string[];
  /** Documents about those subjects that are given to the caller to work on. */
  readonly assigned: readonly { type: string; access: AccessType }[];
}

/** Throws 403 when the role may never do this with any document. */
export function viewOf<P extends Permission>(actor: Actor, permission: P): DocumentView<P> {
  const scope = authorise(actor, permission);
  const types = [...rules].map(([type, rule]) => ({
    type,
    access: rule.access,
    far: farOf(actor, rule.read),
  }));
  const all = types.filter((each) => each.far === 'all').map((each) => each.type);
  return {
    scope,
    all: all.length === rules.size ? null : all,
    shared: types.filter((each) => each.far === 'own' || each.far === 'assigned').map((each) => each.type),
    assigned: types.flatMap(({ type, access, far }) =>
      far === 'assigned' && access ? [{ type, access }] : [],
    ),
  };
}

const farOf = (actor: Actor, permission: Permission): Reach | null =>
  actor.role === 'system' ? (actor.kind === 'system' ? 'all' : null) : reach(actor.role, permission);

/**
 * The project on whose timeline something about a subject is told: none where a role reads the project and not the subject,
 * such as design and a loan's papers. The audit trail has it in any case.
 */
export function toldOn(type: string | null, projectId: string | null): string | null {
  const rule = rules.get(type as DocumentSubject);
  if (!rule) return null;
  const all = INTERNAL_ROLES.filter((role) => reach(role, 'read:projects') !== null);
  return all.every((role) => reach(role, rule.read) !== null) ? projectId : null;
}

/**
 * Where something new about a subject belongs. Throws 403, and 422 alike for a subject that is unknown and one that is
 * another's; the pointers name the fields of the caller's own body.
 */
export async function placeFor(
  db: Reader,
  actor: Actor,
  type: DocumentSubject,
  subjectId: string,
  typePointer = '/subjectType',
  idPointer = '/subjectId',
): Promise<Place> {
  const attach = rules.get(type)?.attach;
  if (!attach) throw invalid(typePointer, 'Nothing can be added to this kind of record.');
  const place = await attach(db, actor, subjectId).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
  if (!place) throw invalid(idPointer, 'There is no such record.');
  return place;
}
