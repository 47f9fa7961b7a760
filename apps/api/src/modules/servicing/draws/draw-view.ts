import { addBusinessDays, type CivilDate } from '@connect/domain/calendar';
import { percentOf } from '@connect/domain/draw';
import { drawClock } from '@connect/domain/draw-review';
import { type DrawState, drawStates } from '@connect/domain/draw-states';
import { DRAWABLE_LOAN_STATES } from '@connect/domain/loan-states';
import { addCents, type Cents, sumCents } from '@connect/domain/money';
import { EXTERNAL_ROLES } from '@connect/domain/permissions';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { authorise, type Scope } from '../../identity/index.ts';
import * as repo from './draws.repo.ts';
import type { Draw, DrawRow } from './draws.schemas.ts';
import { openNotices } from './evidence.repo.ts';
import { disbursementsOf, listMoves } from './history.repo.ts';
import { type Judged, judgeDraw } from './judge-draw.ts';
import { type FoundInvoice, type FoundLine, invoicesOf } from './lines.repo.ts';
import { missingFromBuilder, papersOf } from './papers.ts';
import { type Reviewed, reviewOf } from './review-of.ts';
import { DAYS_TO_PAY, drawRules } from './settings.ts';

/** Who looks: staff see everything, the builder what is decided, the inspector no amount before the visit is submitted. */
export interface Eyes {
  builder: boolean;
  inspector: boolean;
}
export const eyesOf = (actor: Actor, scope: Pick<Scope, 'reach'>): Eyes => ({
  builder: (EXTERNAL_ROLES as readonly string[]).includes(actor.role),
  inspector: scope.reach === 'assigned',
});

const DECIDED: readonly string[] = ['approved', 'paid'];
const SUBMITTED: readonly (string | null)[] = ['submitted', 'accepted'];

/** A row as these eyes may see it. */
export function presentRow(row: repo.ListedDraw | repo.FoundDraw, eyes: Eyes): DrawRow {
  const blind = eyes.inspector && !SUBMITTED.includes(row.inspectionState);
  const early = eyes.builder && !DECIDED.includes(row.state);
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    stateSince: row.stateSince,
    loanId: row.loanId,
    loanNumber: row.loanNumber,
    projectId: row.projectId,
    projectNumber: row.projectNumber,
    address: row.address,
    city: row.city,
    borrowerName: row.borrowerName,
    requestedCents: blind ? null : row.requestedCents,
    proposedCents: blind || early ? null : row.proposedCents,
    requestedAt: row.requestedAt,
    requestedByName: row.requestedByName,
    fileCompleteAt: row.fileCompleteAt,
    inspectionId: eyes.builder ? null : row.inspectionId,
    inspectorName: row.inspectorName,
    reviewerName: eyes.builder ? null : row.reviewerName,
    drawSetId: row.drawSetId,
    isLast: row.isLast,
    approvedAt: row.approvedAt,
    paidOn: row.paidOn,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The draw with everything its pages show, as this caller may see it. Throws 404. */
export async function drawFor(actor: Actor, db: Reader, id: string): Promise<Draw> {
  const scope = authorise(actor, 'read:draws');
  const eyes = eyesOf(actor, scope);
  const found = await repo.findDraw(db, scope, id);
  if (!found) throw notFound();
  const now = actor.now ?? new Date();
  const staff = !eyes.builder && !eyes.inspector;
  const reviewed = staff ? await judgeDraw(db, found, now) : await reviewOf(db, found);
  const judged = staff ? (reviewed as Judged) : null;
  const [invoices, papers, history, payments, last, { secondApprovalCents: limit }, notices] =
    await Promise.all([
      invoicesOf(db, id),
      papersOf(db, id),
      listMoves(db, id),
      disbursementsOf(db, id),
      repo.lastPaid(db, found.loanId, found.number),
      drawRules(db),
      openNotices(db, found.loanId),
    ]);
  const lines = reviewed.lines.map((line, i) => lineView(line, i, found, reviewed, invoices, eyes));
  const net = netOf(found, reviewed);
  return {
    ...presentRow(found, eyes),
    lotOutline: found.lotOutline,
    note: found.note,
    productName: found.product,
    loanState: found.loanState,
    lastDrawNumber: last?.number ?? null,
    lastDrawCents: last?.cents ?? null,
    lastDrawPaidOn: last?.paidOn ?? null,
    ...(staff && found.state !== 'draft'
      ? { proposedCents: reviewed.report || DECIDED.includes(found.state) ? net : null }
      : {}),
    lines,
    totals: totalsOf(lines, reviewed, eyes),
    conditions: (judged?.conditions ?? []) as Draw['conditions'],
    missing: eyes.inspector ? [] : missingFromBuilder(papers),
    papers: eyes.inspector ? [] : papers,
    papersIn: eyes.inspector ? 0 : papers.filter((each) => each.isIn).length,
    clocks: clocksOf(found, history, now),
    inspection: inspectionOf(found, reviewed, eyes),
    approvals: {
      secondApprovalCents: staff ? limit : null,
      twoPeopleNeeded: staff && net > limit,
      first:
        staff && found.firstApprovedAt && found.firstApprovedByName
          ? {
              name: found.firstApprovedByName,
              at: found.firstApprovedAt,
              amountCents: found.firstApprovedCents,
            }
          : null,
      last:
        found.approvedAt && found.approvedByName
          ? {
              name: eyes.builder ? 'Servicing' : found.approvedByName,
              at: found.approvedAt,
              amountCents: net,
            }
          : null,
    },
    overrides: (judged?.overrides ?? []).map(
      ({ proposedBy: _, confirmedBy: __, ...each }) => each,
    ) as Draw['overrides'],
    stopNoticesCents: staff ? sumCents(notices.map((each) => each.amountCents as Cents)) : null,
    disbursements: eyes.inspector ? [] : payments.map(({ payeeId: _, ...each }) => each),
    history: history
      .filter((each) => !(eyes.builder && each.action === 'first_approve'))
      .map((each) => ({ ...each, reason: reasonFor(each, eyes) })),
    moves:
      actor.role === 'system'
        ? []
        : drawStates.moves(
            found.state as DrawState,
            actor.role,
            moveContext(actor, found, { red: judged?.red ?? [], net, limit, payments, reviewed }),
          ),
  } as Draw;
}

/** Why a draw was rejected or taken back the builder may read; why it is held stays with us. */
const reasonFor = (move: { action: string; reason: string | null }, eyes: Eyes): string | null =>
  eyes.inspector || (eyes.builder && !['reject', 'withdraw'].includes(move.action)) ? null : move.reason;

/** For payment: as approved once it is, else as it would be. */
export const netOf = (draw: Pick<repo.FoundDraw, 'state' | 'proposedCents'>, reviewed: Reviewed): Cents =>
  DECIDED.includes(draw.state) ? ((draw.proposedCents ?? 0n) as Cents) : reviewed.review.netCents;

/** The context of every guard of a draw's moves. */
export function moveContext(
  actor: Actor,
  draw: Pick<repo.FoundDraw, 'loanState' | 'requestedBy' | 'firstApprovedBy' | 'firstApprovedCents'>,
  facts: {
    red: readonly string[];
    net: Cents;
    limit: Cents;
    payments: readonly { state: string }[];
    reviewed: Reviewed;
  },
) {
  const live = facts.payments.filter(({ state }) => state !== 'returned' && state !== 'cancelled');
  return {
    loanTakesDraws: (DRAWABLE_LOAN_STATES as readonly string[]).includes(draw.loanState),
    requestedCents: facts.reviewed.review.requestedCents,
    inspectionSubmitted: facts.reviewed.report !== undefined,
    redConditions: facts.red,
    requestedBy: draw.requestedBy ?? '',
    actorId: actor.userId ?? '',
    twoPeopleNeeded: facts.net > facts.limit,
    // A first approval was given for an amount; another amount needs another one.
    firstApprovedBy: draw.firstApprovedCents === facts.net ? draw.firstApprovedBy : null,
    paymentCount: live.length,
    unconfirmedPayments: live.filter(({ state }) => state !== 'confirmed').length,
  };
}

function lineView(
  line: FoundLine,
  index: number,
  draw: repo.FoundDraw,
  reviewed: Reviewed,
  invoices: readonly FoundInvoice[],
  eyes: Eyes,
): Draw['lines'][number] {
  const each = reviewed.review.lines[index]!;
  const seen = reviewed.seen.get(line.budgetLineId);
  const settled = line.approvedCents !== null;
  const before = (line.drawnBeforeCents ?? line.drawnCents) as Cents;
  const asked = line.requestedCents as Cents;
  const gross = (settled ? line.approvedCents : each.grossCents) as Cents;
  const retainage = (settled ? line.retainageCents : each.retainageCents) as Cents;
  const blind = eyes.inspector && !SUBMITTED.includes(draw.inspectionState);
  const early = eyes.builder && !DECIDED.includes(draw.state);
  const hidden = blind || early || draw.state === 'draft';
  const shown = <T>(value: T): T | null => (hidden ? null : value);
  return {
    budgetLineId: line.budgetLineId,
    name: line.name,
    kind: line.kind,
    budgetCents: line.revisedCents,
    drawnBeforeCents: before,
    drawnBefore: percentOf(before, line.revisedCents as Cents),
    leftCents: line.revisedCents - before,
    requestedCents: blind ? null : asked,
    storedCents: blind ? null : line.storedCents,
    toDate: blind ? null : percentOf(addCents(before, asked), line.revisedCents as Cents),
    note: blind ? null : line.note,
    lastPercent: eyes.builder ? null : (reviewed.lastPercent.get(line.budgetLineId) ?? null),
    inspectedPercent: early ? null : (seen?.percent ?? null),
    inspectorNote: eyes.builder ? null : (seen?.note ?? null),
    photos: eyes.builder ? [] : (seen?.photos ?? []),
    needsInspection: line.kind === 'hard',
    supportedCents: shown(each.supportedCents),
    decision: shown(settled && gross === asked ? 'as_asked' : each.decision),
    decided: hidden ? false : line.decision !== null,
    decisionReason: shown(line.decisionReason),
    grossCents: shown(gross),
    cutCents: shown(asked - gross),
    retainageRate: line.retainageRate,
    retainageCents: shown(retainage),
    proposedCents: shown(gross - retainage),
    invoices: eyes.inspector
      ? []
      : invoices
          .filter((invoice) => invoice.budgetLineId === line.budgetLineId)
          .map(({ budgetLineId: _, partyId, ...invoice }) => ({
            ...invoice,
            payeeLinked: eyes.builder ? null : partyId !== null,
          })),
  };
}

function totalsOf(lines: Draw['lines'], reviewed: Reviewed, eyes: Eyes): Draw['totals'] {
  type Amount = keyof Draw['lines'][number];
  const total = (key: Amount): bigint | null => {
    const values = lines.map((line) => line[key] as bigint | null);
    return values.length === 0 || values.some((value) => value === null)
      ? null
      : values.reduce<bigint>((sum, value) => sum + value!, 0n);
  };
  const supported = lines.every((line) => line.grossCents !== null) ? reviewed.review.supportedCents : null;
  return {
    budgetCents: total('budgetCents') ?? 0n,
    drawnBeforeCents: total('drawnBeforeCents') ?? 0n,
    requestedCents: total('requestedCents'),
    supportedCents: supported,
    grossCents: total('grossCents'),
    cutCents: total('cutCents'),
    retainageCents: total('retainageCents'),
    proposedCents: total('proposedCents'),
    aboutCents: eyes.inspector ? null : reviewed.askedNetCents,
  };
}

function clocksOf(
  draw: repo.FoundDraw,
  history: Awaited<ReturnType<typeof listMoves>>,
  now: Date,
): Draw['clocks'] {
  const complete = draw.fileCompleteAt ? Date.parse(draw.fileCompleteAt) : null;
  const submitted = history.filter((each) => each.to !== 'draft');
  const ended = ['paid', 'rejected', 'withdrawn'].includes(draw.state);
  const end = ended ? Date.parse(draw.stateSince) : now.getTime();
  return {
    sinceSubmitted: drawClock(
      submitted.map((each) => ({ state: each.to as DrawState, at: Date.parse(each.at) })),
      complete,
      now.getTime(),
    ),
    sinceComplete: {
      at: draw.fileCompleteAt,
      minutes: complete === null ? null : Math.max(0, Math.floor((end - complete) / 60_000)),
      payBy:
        complete === null ? null : addBusinessDays(bookDate(new Date(complete)) as CivilDate, DAYS_TO_PAY),
    },
  };
}

function inspectionOf(draw: repo.FoundDraw, reviewed: Reviewed, eyes: Eyes): Draw['inspection'] {
  if (!draw.inspectionId || eyes.builder) return null;
  return {
    id: draw.inspectionId,
    number: draw.inspectionNumber!,
    state: draw.inspectionState!,
    scheduledFor: draw.scheduledFor!,
    inspectorName: draw.inspectorName ?? '',
    submittedAt: draw.inspectionSubmittedAt,
    photoCount: reviewed.photoCount,
    version: draw.inspectionVersion!,
  };
}
