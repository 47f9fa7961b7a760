import { civilDate } from '@connect/domain/calendar';
import { reach } from '@connect/domain/permissions';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { bookDate } from '../../platform/book-time.ts';
import { reader } from '../../platform/db.ts';
import { operation } from '../../platform/operation.ts';
import { CentsOut, Id, PageOf, WordOut } from '../../platform/schemas.ts';
import { authorise } from '../identity/index.ts';
import { listProjectPage, ProjectQuery, ProjectRow } from '../projects/index.ts';
import { ASKS, type DealFacts, dealCondition, dealFacts, stageCounts, WAITS } from './deal-facts.repo.ts';
import { signalOf } from './signals.ts';
import { StageCount } from './stage-count.schemas.ts';

const Signal = z
  .object({
    tone: WordOut(['wait', 'move', 'settled', 'look', 'hold']),
    code: z.string().meta({ examples: ['order_late'] }),
    text: z.string().meta({ examples: ['Title report 2 days late'] }),
    since: z
      .string()
      .nullable()
      .meta({ examples: ['2026-11-21'] }),
  })
  .meta({ id: 'DealSignal' });

const Deal = ProjectRow.extend({
  signal: Signal,
  loanId: Id.nullable(),
  loanNumber: z.string().nullable(),
  loanState: z.string().nullable(),
  loanCents: CentsOut.nullable(),
  reportsOrdered: z.int(),
  reportsIn: z.int(),
}).meta({ id: 'Deal' });

const DealQuery = ProjectQuery.extend({
  waits: z
    .enum(WAITS)
    .optional()
    .describe(
      'answer: a lead that nobody answered; answered; decide: a decision due within seven days; city: a permit with the city; corrections.',
    ),
  ask: z
    .enum(ASKS)
    .optional()
    .describe('What is asked for it: under half a million dollars, up to one, up to two, or above.'),
});

/** The pipeline's rows: projects with what each waits for. Loan facts only for roles that read loans. */
async function listDeals(actor: Actor, { waits, ask, ...query }: z.output<typeof DealQuery>) {
  const now = new Date();
  const today = civilDate(bookDate(now));
  const page = await listProjectPage(actor, query, dealCondition({ waits, ask, today }));
  const facts = await dealFacts(
    reader(),
    authorise(actor, 'read:projects'),
    page.items.map((row) => row.id),
    today,
  );
  const seesLoans = actor.role !== 'system' && reach(actor.role, 'read:loans') === 'all';
  const items = page.items.map((row) => {
    const of = facts.get(row.id);
    return {
      ...row,
      signal: signalOf(row, of, now, today),
      ...loanFacts(seesLoans ? of : undefined),
      reportsOrdered: of?.orders ?? 0,
      reportsIn: of?.ordersIn ?? 0,
    };
  });
  return { ...page, items };
}

const loanFacts = (of: DealFacts | undefined) => ({
  loanId: of?.loanId ?? null,
  loanNumber: of?.loanNumber ?? null,
  loanState: of?.loanState ?? null,
  loanCents: of?.loanCents ?? null,
});

export const dealRoutes = [
  operation({
    method: 'GET',
    path: '/v1/reports/deals',
    id: 'listDeals',
    tag: 'Reporting',
    summary: 'The pipeline: projects with what each waits for',
    description: 'Takes the filters and sorts of the project list; `sort=urgency` is the order of the board.',
    permission: 'read:reports',
    query: DealQuery,
    response: PageOf(Deal).meta({ id: 'DealPage' }),
    handle: ({ actor, query }) => listDeals(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/reports/pipeline',
    id: 'getPipeline',
    tag: 'Reporting',
    summary: 'How many projects stand in each stage',
    permission: 'read:reports',
    response: z.object({ stages: z.array(StageCount) }).meta({ id: 'Pipeline' }),
    handle: async ({ actor }) => ({ stages: await stageCounts(reader(), authorise(actor, 'read:reports')) }),
  }),
];
