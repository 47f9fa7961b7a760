import type { CivilDate } from '@connect/domain/calendar';
import {
  type Condition,
  type ConditionCode,
  type DrawEvidence,
  judgeConditions,
} from '@connect/domain/conditions';
import type { DayCount } from '@connect/domain/daycount';
import {
  INSPECTED_KINDS,
  proposedGross,
  type ReviewedDraw,
  type ReviewLine,
  reviewDraw,
  supportedToDate,
} from '@connect/domain/draw-review';
import { inBalance } from '@connect/domain/in-balance';
import type { LoanState } from '@connect/domain/loan-states';
import { addCents, type Cents, floorAtZero, subtractCents, sumCents, ZERO } from '@connect/domain/money';
import type { PermitState } from '@connect/domain/permit-states';
import type { Rate } from '@connect/domain/rate';
import { reserveNeeded } from '@connect/domain/reserve-forecast';
import { bookDate } from '../../../platform/book-time.ts';
import type { Reader } from '../../../platform/db.ts';
import { permitsOf } from '../../entitlement/index.ts';
import { lastPercents, reportLines, reportPhotos, standingReport } from '../inspections/reports.repo.ts';
import { advanced, sumAccounts } from '../ledger/ledger.repo.ts';
import { missingOnDraw } from '../waivers/pairing.ts';
import { type FoundDraw, lastPaid, openNumbers } from './draws.repo.ts';
import { findEvidence, insuranceOnLoan, openNotices, overridesOf } from './evidence.repo.ts';
import { budgetOf, type FoundLine, linesOfDraw, storedBefore } from './lines.repo.ts';
import { maxAges } from './settings.ts';

type Known = Pick<
  FoundDraw,
  | 'id'
  | 'number'
  | 'state'
  | 'isLast'
  | 'loanId'
  | 'projectId'
  | 'loanState'
  | 'amountCents'
  | 'rate'
  | 'dayCount'
  | 'interestFrom'
  | 'maturityDate'
>;

/** What the inspection found on one line. */
export interface Seen {
  percent: number;
  note: string;
  photos: string[];
}

/** A draw's lines with the budget beneath, what the inspector saw, and what follows for payment. */
export interface Reviewed {
  lines: FoundLine[];
  /** What the review was worked out from, in the order of the lines. */
  input: ReviewLine[];
  review: ReviewedDraw;
  /** What would be paid if everything asked for were supported. */
  askedNetCents: Cents;
  report: Awaited<ReturnType<typeof standingReport>>;
  seen: Map<string, Seen>;
  photoCount: number;
  lastPercent: Map<string, number>;
}

/** Works a draw out as it stands: proposals follow the newest inspection, decisions stand where a person made one. */
export async function reviewOf(
  db: Reader,
  draw: Pick<Known, 'id' | 'number' | 'loanId' | 'isLast'>,
): Promise<Reviewed> {
  const [lines, report, previous, lastPercent] = await Promise.all([
    linesOfDraw(db, draw.id),
    standingReport(db, draw.id),
    lastPaid(db, draw.loanId, draw.number),
    lastPercents(db, draw.loanId, draw.id),
  ]);
  const [stored, found, photos] = await Promise.all([
    storedBefore(db, previous?.id),
    reportLines(db, report ? [report.id] : []),
    reportPhotos(db, report ? [report.id] : []),
  ]);
  const seen = new Map(
    found.map(({ budgetLineId, percent, note }) => [
      budgetLineId,
      {
        percent,
        note,
        photos: photos.filter((each) => each.budgetLineId === budgetLineId).map((each) => each.documentId),
      },
    ]),
  );
  const input = lines.map((line) => reviewLine(line, stored, seen));
  return {
    lines,
    input,
    review: reviewDraw(input, draw.isLast),
    askedNetCents: reviewDraw(
      input.map((line) => ({ ...line, inspectedPercent: null, decided: null })),
      draw.isLast,
    ).netCents,
    report,
    seen,
    photoCount: photos.length,
    lastPercent,
  };
}

function reviewLine(line: FoundLine, stored: Map<string, bigint>, seen: Map<string, Seen>): ReviewLine {
  const before = (line.drawnBeforeCents ?? line.drawnCents) as Cents;
  return {
    key: line.budgetLineId,
    label: line.name,
    kind: line.kind,
    revisedCents: line.revisedCents as Cents,
    drawnBeforeCents: before,
    previousStoredCents: least(stored.get(line.budgetLineId) ?? 0n, before) as Cents,
    previousRetainageCents: line.retainedCents as Cents,
    retainage: { rate: line.retainageRate as Rate },
    requestedCents: line.requestedCents as Cents,
    storedCents: line.storedCents as Cents,
    inspectedPercent: seen.get(line.budgetLineId)?.percent ?? null,
    decided: line.decision
      ? { decision: line.decision as 'as_asked' | 'cut' | 'held', cents: line.decidedCents as Cents }
      : null,
  };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export interface JudgedCondition extends Condition {
  overridden: boolean;
}

export interface Judged extends Reviewed {
  conditions: JudgedCondition[];
  overrides: (Awaited<ReturnType<typeof overridesOf>>[number] & { counts: boolean })[];
  /** Sentences of the conditions that hold and are not overridden. */
  red: string[];
}

/**
 * Gathers the evidence of a draw and judges its conditions, by the civil day of `now` in the book's zone. An override counts when a
 * second person confirmed it and the finding is still, word by word, what it was given for.
 */
export async function judgeDraw(db: Reader, draw: Known, now: Date): Promise<Judged> {
  const reviewed = await reviewOf(db, draw);
  const [evidence, overrides] = await Promise.all([
    gather(db, draw, reviewed, bookDate(now) as CivilDate),
    overridesOf(db, draw.id),
  ]);
  const judged = judgeConditions(evidence);
  const findings = new Map(
    judged.map(({ code, reason, overridable }) => [code, overridable ? reason : null]),
  );
  const marked = overrides.map((each) => ({
    ...each,
    counts: each.confirmedAt !== null && findings.get(each.code as ConditionCode) === each.finding,
  }));
  const overridden = new Set(marked.filter((each) => each.counts).map((each) => each.code));
  const conditions = judged.map((each) => ({
    ...each,
    overridden: each.status === 'holds' && overridden.has(each.code),
  }));
  return {
    ...reviewed,
    conditions,
    overrides: marked,
    red: conditions
      .filter((each) => each.status === 'holds' && !each.overridden)
      .map(({ label, reason }) => `${label}: ${reason}`),
  };
}

async function gather(db: Reader, draw: Known, reviewed: Reviewed, today: CivilDate): Promise<DrawEvidence> {
  const { lines, review, report, seen } = reviewed;
  const [balance, known, policy, ages, permit, missingWaivers, openDraws, notices] = await Promise.all([
    balanceOf(db, draw, reviewed, today),
    findEvidence(db, draw.loanId),
    insuranceOnLoan(db, draw.loanId),
    maxAges(db),
    permitOf(db, draw.projectId, today),
    missingOnDraw(db, draw.id, draw.loanId),
    openNumbers(db, draw.loanId, draw.number),
    openNotices(db, draw.loanId),
  ]);
  return {
    today,
    lines: review.lines
      .map((each, i) => ({ each, line: lines[i]! }))
      .filter(({ line }) => line.requestedCents > 0n)
      .map(({ each, line }) => ({
        label: line.name,
        completedCents: each.computed.completedCents,
        revisedCents: line.revisedCents as Cents,
        supportedCents: supportOf(line, seen),
        needsInspection: each.needsInspection,
        cutCents: each.cutCents,
      })),
    inspection: report
      ? { submittedOn: bookDate(new Date(report.submittedAt)) as CivilDate, documentId: null }
      : null,
    balance: {
      shortfallCents: balance.shortfallCents,
      shortLines: balance.shortLines.map(({ label }) => label),
    },
    insurance: laterInsurance(known, policy),
    credit: known?.creditReportedOn
      ? {
          reportedOn: known.creditReportedOn as CivilDate,
          maxAgeDays: ages.credit,
          documentId: known.creditDocumentId,
        }
      : null,
    title: known?.titleThrough
      ? {
          through: known.titleThrough as CivilDate,
          maxAgeDays: ages.title,
          exceptions: known.titleExceptions,
          documentId: known.titleDocumentId,
        }
      : null,
    permit,
    lastDraw: draw.isLast,
    missingWaivers,
    openDraws,
    loan: {
      state: draw.loanState as LoanState,
      maturesOn: (draw.maturityDate ?? today) as CivilDate,
    },
    retainage: retainageOf(draw, reviewed, permit),
    stopNotices: notices.map((each) => ({ ...each, amountCents: each.amountCents as Cents })),
    stopNoticeWithheldCents: withheldByDecision(reviewed),
  };
}

/** What inspection supports to date on a line; what was paid before stays supported, since it is not asked for again. */
function supportOf(line: FoundLine, seen: Map<string, Seen>): Cents | null {
  const found = seen.get(line.budgetLineId);
  if (!found) return null;
  const toDate = supportedToDate(line.revisedCents as Cents, found.percent);
  const before = (line.drawnBeforeCents ?? line.drawnCents) as Cents;
  return toDate < before ? before : toDate;
}

function laterInsurance(
  known: Awaited<ReturnType<typeof findEvidence>>,
  policy: Awaited<ReturnType<typeof insuranceOnLoan>>,
): DrawEvidence['insurance'] {
  const shown = [
    ...(known?.insuranceExpiresOn
      ? [{ expiresOn: known.insuranceExpiresOn as CivilDate, documentId: known.insuranceDocumentId }]
      : []),
    ...(policy ? [{ expiresOn: policy.expiresOn as CivilDate, documentId: policy.documentId }] : []),
  ];
  return shown.sort((a, b) => (a.expiresOn < b.expiresOn ? 1 : -1))[0] ?? null;
}

const GIVEN_UP: readonly string[] = ['withdrawn', 'denied'];
const IN_FORCE: readonly string[] = ['issued', 'renewed', 'finaled'];

/** The building permit that decides: one that is not in force before one that is; one in force past its last day is expired. */
async function permitOf(db: Reader, projectId: string, today: CivilDate): Promise<DrawEvidence['permit']> {
  const building = (await permitsOf(db, projectId))
    .filter(({ type, state }) => type === 'building' && !GIVEN_UP.includes(state))
    .map((permit) => ({
      number: permit.permitNumber ?? 'building',
      state: (permit.state !== 'finaled' && permit.expiresDate && permit.expiresDate < today
        ? 'expired'
        : permit.state) as PermitState,
      documentId: null,
    }));
  return (
    building.find(({ state }) => !IN_FORCE.includes(state)) ??
    building.find(({ state }) => state !== 'finaled') ??
    building[0] ??
    null
  );
}

/** Sources and uses once this draw is paid: what is left of the loan against what the work still costs. */
async function balanceOf(db: Reader, draw: Known, { review, seen }: Reviewed, today: CivilDate) {
  const [budget, lent, books] = await Promise.all([
    budgetOf(db, draw.loanId),
    advanced(db, draw.loanId),
    sumAccounts(db, draw.loanId),
  ]);
  const now = new Map(review.lines.map((line) => [line.key, line]));
  const undisbursed = floorAtZero(subtractCents(draw.amountCents as Cents, lent));
  const until = draw.maturityDate as CivilDate | null;
  const interestNeededCents =
    draw.interestFrom === 'reserve' && until && until > today
      ? reserveNeeded({
          from: today,
          until,
          principalCents: addCents(books.principal, review.netCents),
          reserveCents: ZERO,
          rate: draw.rate as Rate,
          basis: draw.dayCount as DayCount,
          scheduledDraws: [],
        })
      : ZERO;
  return inBalance({
    undisbursedLoanCents: floorAtZero(subtractCents(undisbursed, review.netCents)),
    equityToComeCents: ZERO,
    otherCommittedCents: ZERO,
    unpaidRetainageCents: sumCents([
      ...budget.map((line) => line.retainedCents as Cents),
      review.retainageCents,
    ]),
    interestNeededCents,
    lines: budget
      .filter((line) => line.kind !== 'interest_reserve')
      .map((line) => {
        const gross = now.get(line.id)?.grossCents ?? ZERO;
        const leftCents = floorAtZero((line.revisedCents - line.drawnCents - gross) as Cents);
        const found = seen.get(line.id);
        const toBuild =
          found && INSPECTED_KINDS.includes(line.kind)
            ? subtractCents(
                line.revisedCents as Cents,
                supportedToDate(line.revisedCents as Cents, found.percent),
              )
            : leftCents;
        return { key: line.id, label: line.name, leftCents, costToCompleteCents: toBuild };
      }),
  });
}

/** On the last draw nothing stays withheld, but only once the permit is finaled. */
function retainageOf(
  draw: Known,
  { review }: Reviewed,
  permit: DrawEvidence['permit'],
): DrawEvidence['retainage'] {
  const withheldCents = review.computed.retainageToDateCents;
  if (!draw.isLast || permit?.state === 'finaled') return { expectedCents: withheldCents, withheldCents };
  const before = sumCents(review.lines.map((line) => line.computed.previousRetainageCents));
  return { expectedCents: before, withheldCents };
}

/** What a person keeps back of the proposal, by cutting further or holding a line: how a stop notice is withheld. */
const withheldByDecision = ({ input, review }: Reviewed): Cents =>
  sumCents(
    review.lines.map((each, i) => floorAtZero(subtractCents(proposedGross(input[i]!), each.grossCents))),
  );
