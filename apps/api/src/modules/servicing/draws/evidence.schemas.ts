import { z } from 'zod';
import {
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  EffectiveDate,
  FlagIn,
  Id,
  ListQuery,
  Moment,
  PageOf,
  PositiveCentsIn,
  SortIn,
  Text,
  Version,
} from '../../../platform/schemas.ts';

/** Null takes a fact back; what is left out stays. */
export const EvidencePut = z.strictObject({
  insurance: z.strictObject({ expiresOn: CivilDateIn, documentId: Id.optional() }).nullable().optional(),
  title: z
    .strictObject({
      through: CivilDateIn.describe('The day to which the county was searched.'),
      exceptions: z.array(Text(300)).max(50).default([]).describe('What is new on title; none when clear.'),
      documentId: Id.optional(),
    })
    .nullable()
    .optional(),
  credit: z.strictObject({ reportedOn: CivilDateIn, documentId: Id.optional() }).nullable().optional(),
});
export type EvidencePut = z.output<typeof EvidencePut>;

export const Evidence = z
  .object({
    loanId: Id,
    insurance: z.object({ expiresOn: CivilDateOut, documentId: Id.nullable() }).nullable(),
    title: z
      .object({ through: CivilDateOut, exceptions: z.array(z.string()), documentId: Id.nullable() })
      .nullable(),
    credit: z.object({ reportedOn: CivilDateOut, documentId: Id.nullable() }).nullable(),
    version: Version.describe('0 while nothing was recorded; send it as If-Match all the same.'),
    updatedAt: Moment.nullable(),
    updatedByName: z.string().nullable(),
  })
  .meta({ id: 'LoanEvidence' });
export type Evidence = z.infer<typeof Evidence>;

export const NewStopNotice = z.strictObject({
  loanId: Id,
  claimant: Text(200).meta({ examples: ['Sample Supply Co.'] }),
  amountCents: PositiveCentsIn,
  servedOn: CivilDateIn,
  documentId: Id.optional(),
});
export const StopNoticeTransition = z.strictObject({
  action: z.literal('release'),
  reason: Text(2000),
  data: z.strictObject({ effectiveDate: EffectiveDate }).optional(),
});
export const StopNoticeQuery = ListQuery.extend({
  sort: SortIn(['createdAt'], '-createdAt'),
  loanId: Id.optional(),
  open: FlagIn.optional(),
});
export const StopNotice = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: z.string(),
    claimant: z.string(),
    amountCents: CentsOut,
    servedOn: CivilDateOut,
    documentId: Id.nullable(),
    releasedOn: CivilDateOut.nullable(),
    releaseReason: z.string().nullable(),
    releasedByName: z.string().nullable(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'StopNotice' });
export type StopNotice = z.infer<typeof StopNotice>;
export const StopNoticePage = PageOf(StopNotice).meta({ id: 'StopNoticePage' });
