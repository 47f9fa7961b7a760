import { z } from 'zod';
import {
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  Id,
  PositiveCentsIn,
  RateIn,
} from '../../../platform/schemas.ts';

export const Supposition = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('draw'),
      date: CivilDateIn,
      amountCents: PositiveCentsIn.describe('Paid out.'),
    }),
    z.strictObject({
      kind: z.literal('payment'),
      date: CivilDateIn,
      amountCents: PositiveCentsIn.describe('What is due first, the rest pays principal down.'),
    }),
    z.strictObject({ kind: z.literal('rate'), date: CivilDateIn, rate: RateIn }),
  ])
  .meta({ id: 'Supposition' });

export const Suppositions = z.strictObject({
  suppose: z.array(Supposition).min(1).max(50),
  through: CivilDateIn.optional().describe('Maturity unless said otherwise.'),
});

export const Outlook = z
  .object({
    principalCents: CentsOut,
    interestToComeCents: CentsOut.describe('Bills after today and what is accrued at the end.'),
    undrawnCents: CentsOut,
    reserveLeftCents: CentsOut,
    reserveDepletedOn: CivilDateOut.nullable(),
    payoffCents: CentsOut.describe('What paying off takes at the end.'),
    principal: z.array(z.object({ from: CivilDateOut, principalCents: CentsOut })),
    bills: z.array(z.object({ to: CivilDateOut, interestCents: CentsOut, fromReserveCents: CentsOut })),
  })
  .meta({ id: 'LoanOutlook' });

export const Supposed = z
  .object({ loanId: Id, through: CivilDateOut, asItGoes: Outlook, supposed: Outlook })
  .meta({ id: 'SupposedLoan' });
