import type { CivilDate } from '@connect/domain/calendar';
import type { DrawEvidence } from '@connect/domain/conditions';
import type { DayCount } from '@connect/domain/daycount';
import { INSPECTED_KINDS, proposedGross, supportedToDate } from '@connect/domain/draw-review';
import { inBalance } from '@connect/domain/in-balance';
import type { LoanState } from '@connect/domain/loan-states';
import { addCents, type Cents, floorAtZero, subtractCents, sumCents, ZERO } from '@connect/domain/money';
import type { PermitState } from '@connect/domain/permit-states';
import type { Rate } from '@connect/domain/rate';
import { reserveNeeded } from '@connect/domain/reserve-forecast';
import { bookDate } from '../../../platform/book-time.ts';
import type { Reader } from '../../../platform/db.ts';
import { permitsOf } from '../../entitlement/index.ts';
import { advanced, sumAccounts } from '../ledger/ledger.repo.ts';
import { missingOnDraw } from '../waivers/pairing.ts';
import { type FoundDraw, openNumbers } from './draws.repo.ts';
import { findEvidence, insuranceOnLoan, openNotices } from './evidence.repo.ts';
import { budgetOf, type FoundLine } from './lines.repo.ts';
import type { Reviewed, Seen } from './review-of.ts';
import { drawRules } from './settings.ts';

/** What judging needs to know of a draw. */
export type KnownDraw = Pick<
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

/** Gathers what the conditions of a draw are judged by, as of a civil day. */
export async function gather(
  db: Reader,
  draw: KnownDraw,
  reviewed: Reviewed,
  today: CivilDate,
): Promise<DrawEvidence> {
  const { lines, review, report, seen } = reviewed;
  const [balance, known, policy, rules, permit, missingWaivers, openDraws, notices] = await Promise.all([
    balanceOf(db, draw, reviewed, today),
    findEvidence(db, draw.loanId),
    insuranceOnLoan(db, draw.loanId),
    drawRules(db),
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
          maxAgeDays: rules.creditMaxAgeDays,
          documentId: known.creditDocumentId,
        }
      : null,
    title: known?.titleThrough
      ? {
          through: known.titleThrough as CivilDate,
          maxAgeDays: rules.titleMaxAgeDays,
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
async function balanceOf(db: Reader, draw: KnownDraw, { review, seen }: Reviewed, today: CivilDate) {
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
  draw: KnownDraw,
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
