import { addDays, addMonths, civilDate } from '@connect/domain/calendar';
import type { Act, Deal } from './sample-deal.ts';
import * as service from './steps/service.ts';
import type { World } from './world.ts';

/** What does not go as usual, on one running loan each, so that its place in the app has something to show. */
export function exceptions(world: World, deal: Deal, index: number): Act[] {
  const servicing = world.hand('servicing', deal.calendar);
  const ago = (days: number): string => addDays(civilDate(deal.today), -days);
  const on = (date: string, act: (loanId: string) => Promise<unknown>): Act => ({
    date,
    act: () => {
      deal.calendar.goTo(date);
      return act(deal.loanId!);
    },
  });
  const move = (date: string, action: string, reason: string): Act =>
    on(date, (id) => servicing.move(`/v1/loans/${id}`, action, { reason, data: { effectiveDate: date } }));
  switch (index) {
    case 0: // about to be sold
      return [
        on(ago(1), (loanId) =>
          servicing.post('/v1/payoff-quotes', { loanId, payoffDate: addDays(civilDate(deal.today), 10) }),
        ),
      ];
    case 1:
      return [
        on(ago(1), (loanId) =>
          servicing.post('/v1/stop-notices', {
            loanId,
            claimant: 'Sample Supply Co',
            amountCents: 1_240_000,
            servedOn: ago(1),
          }),
        ),
      ];
    case 3:
      return [move(ago(1), 'default', 'Two months of interest are unpaid.')];
    case 5:
      return returned(world, deal);
    case 6: // more than is due is held unapplied
      return [
        on(ago(1), (loanId) =>
          servicing.post('/v1/payments', {
            loanId,
            amountCents: 250_000,
            method: 'ach',
            reference: 'ACH-2500',
            effectiveDate: ago(1),
          }),
        ),
      ];
    case 9:
      return [
        on(ago(1), (id) =>
          servicing.post(`/v1/loans/${id}/fees`, {
            kind: 'inspection',
            amountCents: 25_000,
            memo: 'Inspection fee, second visit',
            effectiveDate: ago(1),
          }),
        ),
      ];
    case 10:
      return [
        move(ago(22), 'default', 'The interest of a month is unpaid.'),
        on(ago(16), (id) => service.receivePayment(servicing, id, ago(16))),
        move(ago(15), 'cure', 'All that was due is paid.'),
      ];
    default:
      return [];
  }
}

/** A payment that the bank takes back three days later. */
function returned(world: World, deal: Deal): Act[] {
  const BANK_DAYS = 3;
  const tenth = addDays(civilDate(`${deal.today.slice(0, 7)}-01`), 9);
  const paid = addDays(tenth, BANK_DAYS) <= deal.today ? tenth : addMonths(tenth, -1);
  const back = addDays(civilDate(paid), BANK_DAYS);
  const servicing = world.hand('servicing', deal.calendar);
  const act = async (): Promise<void> => {
    deal.calendar.goTo(back);
    const { items } = await servicing.get(`/v1/payments?loanId=${deal.loanId}&limit=1`);
    if (items[0])
      await servicing.move(`/v1/payments/${items[0].id}`, 'return', {
        reason: 'Insufficient funds',
        data: { effectiveDate: back },
      });
  };
  return [{ date: back, act }];
}
