import { z } from 'zod';
import {
  CentsOut,
  FlagIn,
  Id,
  ListQuery,
  Moment,
  PageOf,
  SortIn,
  Version,
} from '../../../platform/schemas.ts';
import { DrawRow, DrawStateOut } from '../draws/draws.schemas.ts';

const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'A month such as "2026-11".')
  .meta({ examples: ['2026-11'] });

export const NewDrawSet = z.strictObject({ month: Month });
export const DrawSetQuery = ListQuery.extend({
  sort: SortIn(['month'], '-month'),
  open: FlagIn.optional().describe('Only those with a draw that is not paid or ended, or only the others.'),
});
export type DrawSetQuery = z.output<typeof DrawSetQuery>;

export const DrawSetRow = z
  .object({
    id: Id,
    month: z.string().meta({ examples: ['2026-11'] }),
    drawCount: z.int(),
    openCount: z.int(),
    requestedCents: CentsOut.nullable().describe('Of all its draws; null for an inspector.'),
    createdByName: z.string(),
    createdAt: Moment,
    updatedAt: Moment,
    version: Version,
  })
  .meta({ id: 'DrawSetRow' });
export const DrawSetPage = PageOf(DrawSetRow).meta({ id: 'DrawSetPage' });

export const DrawSet = DrawSetRow.extend({
  columns: z
    .array(z.object({ state: DrawStateOut, draws: z.array(DrawRow) }))
    .describe('The board, in the order of the life cycle.'),
}).meta({ id: 'DrawSet' });
export type DrawSet = z.infer<typeof DrawSet>;
export type DrawSetRow = z.infer<typeof DrawSetRow>;
