import type { Permission, Role } from '@connect/domain/permissions';
import type { Response } from 'light-my-request';
import type { Operation } from '../../apps/api/src/platform/operation.ts';
import type { Check } from './compared.ts';
import { isLimited } from './limited.ts';
import type { Asked } from './row.ts';
import { FOREIGN_WORD } from './world.ts';

/** Which permission reads the rows of a table. `open`: the id says nothing to anybody. */
const READ_BY: Record<string, Permission | 'open'> = {
  // A name beside an act is told to whoever sees the act.
  'identity.users': 'open',
  'identity.sessions': 'open',
  'identity.links': 'open',
  'contacts.parties': 'read:contacts',
  'contacts.contacts': 'read:contacts',
  'contacts.entities': 'read:contacts',
  'documents.documents': 'read:documents',
  'documents.messages': 'read:outbox',
  'documents.envelopes': 'read:envelopes',
  'documents.envelope_recipients': 'read:envelopes',
  'tasks.tasks': 'read:tasks',
  'projects.projects': 'read:projects',
  'projects.notes': 'read:notes',
  'projects.saved_views': 'open',
  'feasibility.consultant_orders': 'read:consultant-orders',
  'feasibility.proformas': 'read:proformas',
  'entitlement.plans': 'read:plans',
  'entitlement.project_plans': 'read:plans',
  'entitlement.permits': 'read:permits',
  'entitlement.review_cycles': 'read:permits',
  'entitlement.corrections': 'read:permits',
  // A draw says whose loan it is on, also to its inspector.
  'lending.loans': 'read:draws',
  // An inspector judges the lines of a budget.
  'lending.budget_lines': 'read:draws',
  'lending.finding_waivers': 'read:loans',
  'lending.loan_documents': 'read:loans',
  'lending.insurance_policies': 'read:loans',
  'lending.bank_lines': 'read:bank-line',
  'lending.pledges': 'read:bank-line',
  // A bill, a fee and a payment say which posting they made; the posting itself is read elsewhere.
  'servicing.postings': 'read:payments',
  'servicing.fees': 'read:payments',
  'servicing.interest_bills': 'read:statements',
  'servicing.payoff_quotes': 'read:payments',
  'servicing.payments': 'read:payments',
  'servicing.statements': 'read:statements',
  'servicing.month_ends': 'read:postings',
  'servicing.loan_events': 'read:payments',
  'servicing.replays': 'read:postings',
  'servicing.accrual_runs': 'read:postings',
  'servicing.accounts': 'open',
  'servicing.accounting_periods': 'read:postings',
  'servicing.reconciliations': 'read:postings',
  'servicing.payees': 'read:draws',
  'servicing.draw_sets': 'read:draws',
  'servicing.draws': 'read:draws',
  'servicing.draw_invoices': 'read:draws',
  'servicing.draw_overrides': 'read:draws',
  'servicing.inspections': 'read:draws',
  'servicing.inspection_reports': 'read:inspections',
  'servicing.lien_waivers': 'read:draws',
  'servicing.stop_notices': 'read:draws',
  // A payment says in which file it left; the file itself is read by those who release it.
  'servicing.payment_files': 'read:payments',
  'servicing.disbursements': 'read:draws',
};

/** What this answer tells a role that it must not know: rows that are not its own, or of a kind it never reads. */
export function leaksIn(check: Check, op: Operation, role: Role, answer: Response, asked: Asked): string[] {
  if (op.produces) return [];
  const echoed = JSON.stringify(asked);
  const body = answer.body;
  const found: string[] = [];
  for (const [id, table] of hiddenFrom(check, role))
    if (body.includes(id) && !echoed.includes(id) && !aboutTasks(op, role, table))
      found.push(`tells of ${table} ${id}`);
  const word = isLimited(role) && !seesEverybody(op, role);
  if (word && body.includes(FOREIGN_WORD) && !echoed.includes(FOREIGN_WORD))
    found.push(`tells of “${around(body, FOREIGN_WORD)}”`);
  return found.slice(0, 5);
}

/** Staff see every task, and a task says which loan it is about. */
const TOLD_BY_TASKS = new Set(['lending.loans', 'servicing.draws']);
const aboutTasks = (op: Operation, role: Role, table: string): boolean =>
  op.tag === 'Tasks' && !isLimited(role) && TOLD_BY_TASKS.has(table);

/** An inspector looks up any contact and any colleague. */
const seesEverybody = (op: Operation, role: Role): boolean =>
  role === 'inspector' && ['read:contacts', 'signed-in', 'read:notes'].includes(op.permission);

const remembered = new WeakMap<object, Map<Role, ReadonlyMap<string, string>>>();

function hiddenFrom({ world, reach }: Check, role: Role): ReadonlyMap<string, string> {
  const known = remembered.get(world) ?? new Map<Role, ReadonlyMap<string, string>>();
  remembered.set(world, known);
  const before = known.get(role);
  if (before) return before;
  const hidden = new Map<string, string>();
  for (const [table, ids] of world.dealIds.byTable) {
    const permission = READ_BY[table];
    if (!permission) throw new Error(`test/matrix/leaks.ts does not say who reads ${table}`);
    if (permission === 'open') continue;
    const far = reach(role, permission);
    if (far === 'all') continue;
    for (const id of far === null ? ids : world.foreignIds.byTable.get(table)!) hidden.set(id, table);
  }
  known.set(role, hidden);
  return hidden;
}

const around = (body: string, word: string): string => {
  const at = body.indexOf(word);
  return body.slice(Math.max(0, at - 60), at + 60);
};
