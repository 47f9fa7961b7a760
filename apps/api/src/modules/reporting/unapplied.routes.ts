import type { Actor } from '../../platform/actor.ts';
import { reader } from '../../platform/db.ts';
import { operation } from '../../platform/operation.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { authorise } from '../identity/index.ts';
import { countUnapplied, listUnapplied, SORTS } from './unapplied.repo.ts';
import { UnappliedPage, UnappliedQuery } from './unapplied.schemas.ts';

async function pageOfUnapplied(actor: Actor, query: UnappliedQuery) {
  const scope = authorise(actor, 'read:postings');
  const [rows, total] = await Promise.all([
    listUnapplied(reader(), scope, query),
    query.withTotal ? countUnapplied(reader(), scope, query) : undefined,
  ]);
  return sortedPage(rows, query, SORTS, total);
}

export const unappliedRoutes = [
  operation({
    method: 'GET',
    path: '/v1/reports/unapplied',
    id: 'listUnapplied',
    tag: 'Reporting',
    summary: 'Loans that hold unapplied cash of their borrower',
    description:
      'What a borrower paid beyond what was due is held until it is applied or refunded. Paid-off loans included.',
    permission: 'read:postings',
    query: UnappliedQuery,
    response: UnappliedPage,
    handle: ({ actor, query }) => pageOfUnapplied(actor, query),
  }),
];
