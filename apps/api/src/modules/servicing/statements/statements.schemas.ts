import { z } from 'zod';
import {
  CentsOut,
  CivilDateOut,
  DecimalOut,
  Id,
  ListQuery,
  Moment,
  PageOf,
  SortIn,
} from '../../../platform/schemas.ts';
import { PeriodIn, PeriodOut } from '../billing/billing.schemas.ts';
import { AccrualSegment, DollarsOut, LoanNumber } from '../ledger/ledger.schemas.ts';

const Row = z
  .object({
    date: CivilDateOut,
    memo: z.string().meta({ examples: ['October 2026 interest'] }),
    principalCents: CentsOut.describe('Change of principal.'),
    dueCents: CentsOut.describe('Change of what is due: interest and fees.'),
    unappliedCents: CentsOut.describe('Change of unapplied cash.'),
  })
  .meta({ id: 'StatementRow' });

const Standing = z
  .object({
    principalCents: CentsOut,
    dueCents: CentsOut.describe('Interest and fees billed and unpaid.'),
    unappliedCents: CentsOut,
    reserveUndrawnCents: CentsOut,
  })
  .meta({ id: 'StatementStanding' });

export const StatementFigures = z
  .object({
    opening: Standing,
    closing: Standing,
    rows: z.array(Row),
    interest: z
      .object({
        segments: z.array(AccrualSegment),
        exactDollars: DollarsOut,
        amountCents: CentsOut,
        fromReserveCents: CentsOut,
        rate: DecimalOut,
        dayCount: z.string(),
      })
      .meta({ id: 'StatementInterest' })
      .nullable(),
    perDiemDollars: DollarsOut,
    lateAfter: CivilDateOut,
  })
  .meta({ id: 'StatementFigures' });
export type StatementFigures = z.infer<typeof StatementFigures>;

export const Statement = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: LoanNumber,
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    period: PeriodOut,
    fromDate: CivilDateOut,
    throughDate: CivilDateOut,
    statementDate: CivilDateOut,
    dueDate: CivilDateOut,
    openingPrincipalCents: CentsOut,
    closingPrincipalCents: CentsOut,
    interestCents: CentsOut.describe('Interest of the period.'),
    paidCents: CentsOut.describe('Money received in the period.'),
    dueCents: CentsOut.describe('Interest and fees due, less unapplied cash.'),
    figures: StatementFigures,
    documentId: Id.describe('The PDF; its content is served by /v1/documents.'),
    issuedAt: Moment,
    issuedByName: z.string(),
  })
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof Statement>;
export const StatementPage = PageOf(Statement).meta({ id: 'StatementPage' });
export const StatementQuery = ListQuery.extend({
  sort: SortIn(['period'], '-period'),
  loanId: Id.optional(),
  period: PeriodIn.optional(),
});
export const NewStatement = z.strictObject({ loanId: Id, period: PeriodIn });
