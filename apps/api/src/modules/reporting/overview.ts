import { type CivilDate, civilDate, daysBetween } from '@connect/domain/calendar';
import type { Cents } from '@connect/domain/money';
import { type Permission, reach } from '@connect/domain/permissions';
import { permitClock } from '@connect/domain/permit-clock';
import type { Actor } from '../../platform/actor.ts';
import { bookDate, bookTimeZone } from '../../platform/book-time.ts';
import { reader } from '../../platform/db.ts';
import { authorise } from '../identity/index.ts';
import { getProject } from '../projects/index.ts';
import { type Figures, figuresOf } from '../servicing/index.ts';
import { nextStep } from './next-step.ts';
import * as repo from './overview.repo.ts';
import type { ProjectOverview } from './overview.schemas.ts';

/** Whether this caller may see figures of any loan; design and entitlement may not. */
export const seesLoansOf = (actor: Actor): boolean =>
  actor.role !== 'system' && reach(actor.role, 'read:loans') === 'all';

const may = (actor: Actor, permission: Permission): boolean =>
  actor.role === 'system' || reach(actor.role, permission) !== null;

/** One deal on one page. Throws 404 when the project is not there for this caller. */
export async function projectOverview(actor: Actor, projectId: string, now: Date): Promise<ProjectOverview> {
  const scope = authorise(actor, 'read:reports');
  const project = await getProject(actor, projectId);
  const today = civilDate(bookDate(now));
  const seesLoans = seesLoansOf(actor);
  const db = reader();
  const [found, permits, { ordersIn, ...counts }] = await Promise.all([
    seesLoans
      ? repo.overviewLoan(db, authorise(actor, 'read:loans'), projectId, today)
      : Promise.resolve(undefined),
    repo.overviewPermits(db, authorise(actor, 'read:permits'), projectId),
    repo.overviewCounts(db, scope, projectId, seesLoans),
  ]);
  const [draw, lines, figures] = found
    ? await Promise.all([
        repo.overviewDraw(db, authorise(actor, 'read:draws'), found.id),
        repo.overviewProgress(db, authorise(actor, 'read:inspections'), found.id, bookTimeZone()),
        figuresOf(db, found, today),
      ])
    : [undefined, [], undefined];
  const loan = found && figures ? loanFacts(found, figures, lines, today) : null;
  return {
    projectId,
    asOf: today,
    next: nextStep({
      projectId,
      stage: project.stage,
      ownerName: project.ownerName,
      moves: project.moves,
      orders: counts.orders,
      ordersIn,
      proformas: counts.proformas,
      permits: permits.map((permit) => ({ ...permit, name: permitName(permit) })),
      seesLoans,
      may: {
        deals: may(actor, 'write:projects'),
        loans: may(actor, 'write:loans'),
        draws: may(actor, 'review:draws'),
      },
      loan,
      draw: draw ?? null,
    }),
    loan,
    draw: draw ?? null,
    progress: lines.map(({ inspectedOn: _, ...line }) => ({
      ...line,
      drawnPercent: percentOf(line.drawnCents, line.budgetCents),
    })),
    permits: permits.map(({ states, ...permit }) => {
      const { cityDays, usDays } = permitClock(states, today);
      return { ...permit, cityDays, usDays };
    }),
    counts,
  };
}

const permitName = ({ type, description }: { type: string; description: string | null }): string =>
  type === 'other' && description ? description : `the ${type.replaceAll('_', ' ')} permit`;

const percentOf = (part: bigint, whole: bigint): number =>
  whole > 0n ? Number((part * 100n + whole / 2n) / whole) : 0;

/** A share with four decimals, half up; null of nothing. */
function share(part: bigint, whole: bigint): string | null {
  if (whole <= 0n) return null;
  const scaled = (part * 10_000n + whole / 2n) / whole;
  return `${scaled / 10_000n}.${(scaled % 10_000n).toString().padStart(4, '0')}`;
}

function loanFacts(
  loan: repo.OverviewLoan,
  figures: Figures,
  lines: readonly repo.OverviewProgress[],
  today: CivilDate,
): ProjectOverview['loan'] {
  const { amountCents } = loan;
  const maturesOn = loan.maturityDate === null ? null : figures.projection.maturity;
  const inspected = lines.filter((line) => line.builtPercent !== null);
  const built = inspected.reduce((sum, line) => sum + line.budgetCents * BigInt(line.builtPercent ?? 0), 0n);
  return {
    id: loan.id,
    number: loan.number,
    product: loan.product,
    state: loan.state,
    amountCents,
    rate: figures.projection.rate,
    dayCount: loan.dayCount,
    principalCents: loan.principalCents,
    accruedCents: figures.accrual.rounded,
    drawnOfHardCost: share(loan.hardDrawnCents, loan.hardCents),
    builtOfHardCost: inspected.length ? share(built, loan.hardCents * 100n) : null,
    inspectedOn: inspected.reduce<string | null>(
      (last, line) => (line.inspectedOn && (!last || line.inspectedOn > last) ? line.inspectedOn : last),
      null,
    ),
    ...reserveFacts(loan, figures),
    maturesOn,
    daysToMaturity: maturesOn ? daysBetween(today, maturesOn) : null,
    loanToCost: share(amountCents, loan.costCents),
    loanToValue: loan.valueCents === null ? null : share(amountCents, loan.valueCents),
  };
}

/** How long the reserve pays at the principal of today. No schedule of draws is known here, so none is assumed. */
const reserveFacts = (
  loan: repo.OverviewLoan,
  figures: Figures,
): { reserveLeftCents: Cents | null; reserveLastsUntil: string | null } =>
  loan.interestFrom === 'reserve'
    ? { reserveLeftCents: loan.reserveLeftCents, reserveLastsUntil: figures.reserveLastsUntil }
    : { reserveLeftCents: null, reserveLastsUntil: null };
