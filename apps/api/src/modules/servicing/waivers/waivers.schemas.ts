import { lienWaiverStates } from '@connect/domain/lien-waiver-states';
import { WAIVER_FORMS } from '@connect/domain/waiver';
import { z } from 'zod';
import {
  CentsOut,
  Id,
  ListQuery,
  Moment,
  Move,
  PageOf,
  SortIn,
  Text,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';

export const WaiverQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'amount'], '-createdAt'),
  drawId: Id.optional(),
  loanId: Id.optional(),
  q: Text(200).optional().describe('Part of the name of the payee or of the address.'),
  state: WordsIn(lienWaiverStates.states).optional().describe('One or more states, separated by commas.'),
});

export const Waiver = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: z.string().meta({ examples: ['L-0147'] }),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    drawId: Id.describe('The draw that needs it.'),
    forDrawId: Id.describe('The draw whose money is waived for.'),
    forDrawNumber: z.int().nullable(),
    payeeId: Id,
    payeeName: z.string().meta({ examples: ['Sample Framing Co.'] }),
    form: WordOut(WAIVER_FORMS),
    amountCents: CentsOut,
    state: WordOut(lienWaiverStates.states),
    reason: z
      .string()
      .nullable()
      .describe(
        'Why it was returned, revoked or done without; null for the builder where it was done without.',
      ),
    documentId: Id.nullable(),
    askedAt: Moment.nullable(),
    receivedAt: Moment.nullable(),
    decidedAt: Moment.nullable(),
    decidedByName: z.string().nullable(),
    moves: z.array(Move),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'LienWaiver' });
export type Waiver = z.infer<typeof Waiver>;
export const WaiverPage = PageOf(Waiver).meta({ id: 'LienWaiverPage' });

const plain = <A extends string>(action: A) =>
  z.strictObject({ action: z.literal(action), reason: Text(2000).optional() }).meta({ title: action });

export const WaiverTransition = z.discriminatedUnion('action', [
  plain('request'),
  plain('remind'),
  z
    .strictObject({
      action: z.literal('receive'),
      reason: Text(2000).optional(),
      data: z.strictObject({ documentId: Id.describe('The signed form, a document about this draw.') }),
    })
    .meta({ title: 'receive' }),
  plain('accept'),
  plain('return'),
  plain('revoke'),
  plain('waive'),
]);
export type WaiverTransition = z.output<typeof WaiverTransition>;
