import { reach } from '@connect/domain/permissions';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { reader } from '../../platform/db.ts';
import { operation } from '../../platform/operation.ts';
import { Id, Text, WordOut } from '../../platform/schemas.ts';
import { authorise } from '../identity/index.ts';
import { searchLoans, searchParties, searchProjects } from './search.repo.ts';

const Hit = z
  .object({
    type: WordOut(['project', 'loan', 'contact', 'entity']),
    id: Id,
    title: z.string().meta({ examples: ['600 4th Ave'] }),
    subtitle: z.string().meta({ examples: ['SEA-2026-0147, servicing'] }),
  })
  .meta({ id: 'SearchHit' });
type Hit = z.output<typeof Hit>;

/** Whatever the caller may see that matches, projects first. Kinds that the role may never read are left out. */
async function search(actor: Actor, text: string): Promise<Hit[]> {
  if (actor.role === 'system') return [];
  const db = reader();
  const [projects, loans, parties] = await Promise.all([
    reach(actor.role, 'read:projects') ? searchProjects(db, authorise(actor, 'read:projects'), text) : [],
    reach(actor.role, 'read:loans') ? searchLoans(db, authorise(actor, 'read:loans'), text) : [],
    reach(actor.role, 'read:contacts') ? searchParties(db, authorise(actor, 'read:contacts'), text) : [],
  ]);
  const comma = (...parts: (string | null)[]): string => parts.filter(Boolean).join(', ');
  return [
    ...projects.map((row) => ({
      type: 'project',
      id: row.id,
      title: row.address,
      subtitle: comma(row.number, row.city, row.stage),
    })),
    ...loans.map((row) => ({
      type: 'loan',
      id: row.id,
      title: `${row.number} ${row.address}`,
      subtitle: row.state.replaceAll('_', ' '),
    })),
    ...parties.map((row) => ({
      type: row.kind,
      id: row.id,
      title: row.name,
      subtitle: row.kind === 'entity' ? 'Legal entity' : 'Contact',
    })),
  ];
}

export const searchRoutes = [
  operation({
    method: 'GET',
    path: '/v1/search',
    id: 'search',
    tag: 'Reporting',
    summary: 'Find projects, loans, contacts and entities',
    description: 'Whole, not in pages: the best few of each kind.',
    permission: 'signed-in',
    query: z.object({ q: Text(200).meta({ examples: ['4th Ave'] }) }),
    response: z.object({ items: z.array(Hit) }),
    handle: async ({ actor, query }) => ({ items: await search(actor, query.q) }),
  }),
];
