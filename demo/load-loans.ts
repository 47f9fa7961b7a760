import { addDays, addMonths, civilDate, daysBetween } from '@connect/domain/calendar';
import type { Json } from './client.ts';
import { type Deal, reaches } from './sample-deal.ts';
import * as lend from './steps/lend.ts';
import * as service from './steps/service.ts';
import type { World } from './world.ts';

/** Days after the lead. */
export const DAYS = {
  loan: 114,
  approved: 120,
  sent: 122,
  signed: 128,
  funded: 132,
  recorded: 134,
  servicing: 135,
};

function on(deal: Deal, n: number): string {
  deal.calendar.goTo(deal.day(n));
  return deal.day(n);
}

/** Creates the loan out of the project, and has it approved and its documents sent. Every fourth pays its interest from the reserve. */
export async function loan(world: World, deal: Deal, index: number): Promise<void> {
  const acquisitions = world.hand('acquisitions', deal.calendar);
  const servicing = world.hand('servicing', deal.calendar);
  const builder = world.people.get(deal.builder)!;
  deal.interestFrom = index % 4 === 0 ? 'reserve' : 'billed';
  const made = await lend.createLoan(
    acquisitions,
    deal.project.id,
    builder.partyId,
    world.guarantors[deal.project.address.length % 3]!,
    on(deal, DAYS.loan),
    { interestFrom: deal.interestFrom },
  );
  deal.loanId = made.id;
  if (!reaches(deal, 'approved_loan')) return;
  await lend.approveLoan(acquisitions, servicing, made.id, on(deal, DAYS.approved));
  if (!reaches(deal, 'documents_out')) return;
  await lend.sendDocuments(servicing, made.id, on(deal, DAYS.sent));
}

/** Everybody signs; the last signature moves the loan when events are delivered. */
export async function sign(world: World, deal: Deal): Promise<void> {
  const day = on(deal, DAYS.signed);
  await lend.keepPapers(world.hand('servicing', deal.calendar), deal.loanId!, day);
  await lend.signAll(world.hand('admin', deal.calendar), world.transport(deal.calendar), deal.loanId!);
}

/** Wires, records, pledges. The newest of the funded ones is not recorded yet. */
export async function fund(world: World, deal: Deal, index: number, bankLineId: string): Promise<void> {
  const servicing = world.hand('servicing', deal.calendar);
  const id = deal.loanId!;
  await lend.completeSigning(servicing, id, deal.day(DAYS.signed));
  await lend.fundLoan(servicing, id, on(deal, DAYS.funded));
  if (deal.reach === 'funded' && index % 2 === 0) return;
  await lend.recordLoan(servicing, id, on(deal, DAYS.recorded), 100 + index, deal.place.market);
  await lend.pledgeLoan(servicing, id, bankLineId, deal.day(DAYS.recorded));
  if (reaches(deal, 'servicing')) await lend.startServicing(servicing, id, on(deal, DAYS.servicing));
}

/** One month end of one loan: bill and statement, on the first of the next month. */
export async function monthEnd(world: World, deal: Deal, period: string): Promise<void> {
  const servicing = world.hand('servicing', deal.calendar);
  const first = addMonths(civilDate(`${period}-01`), 1);
  deal.calendar.goTo(first);
  await service.billInterest(servicing, deal.loanId!, period, first);
  await service.issueStatement(servicing, deal.loanId!, period);
}

/** The borrower pays what is due, and perhaps more. Answers the payment. */
export async function pay(world: World, deal: Deal, day: string, more = 0): Promise<Json | undefined> {
  deal.calendar.goTo(day);
  return service.receivePayment(world.hand('servicing', deal.calendar), deal.loanId!, day, more);
}

/** The months of a loan that are over: `YYYY-MM`, oldest first. */
export function monthsOf(deal: Deal, through: string): string[] {
  const months: string[] = [];
  const funded = civilDate(deal.day(DAYS.funded));
  for (
    let first = civilDate(`${funded.slice(0, 7)}-01`);
    daysBetween(addMonths(first, 1), civilDate(through)) >= 0;
    first = addMonths(first, 1)
  )
    months.push(first.slice(0, 7));
  return months;
}

/** The house is sold: payoff, release, and the project closes. */
export async function close(world: World, deal: Deal, index: number, day: string): Promise<void> {
  const servicing = world.hand('servicing', deal.calendar);
  deal.calendar.goTo(day);
  await service.payOff(servicing, deal.loanId!, day);
  const released = addDays(civilDate(day), 6);
  deal.calendar.goTo(released);
  await service.releaseLien(servicing, deal.loanId!, released, index, deal.place.market);
}
