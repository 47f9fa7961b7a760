/** Records by a part of their name, for fields and filters that are chosen by typing. The server filters: there may be any number. */
import type { ItemOf } from '@connect/api-client';
import { api } from '../state/api.ts';

export type Picked = { id: string; name: string };
type Page<T> = { items: T[] };

/* More than fit a list that one looks through; who does not see the right one goes on typing. */
const FEW = 20;

type Loan = Pick<ItemOf<'/v1/loans'>, 'id' | 'number' | 'address' | 'borrowerName'>;
export type PickedLoan = Picked & { fundedOn: string | null };

export const loanName = (loan: Pick<Loan, 'number' | 'address'>) => `${loan.number}, ${loan.address}`;

/** Loans by number, address or borrower. `only` narrows them as the list of loans does. */
export async function findLoans(q: string, only: Record<string, string> = {}): Promise<PickedLoan[]> {
  const { items } = await api.get<Page<ItemOf<'/v1/loans'>>>('/v1/loans', {
    query: { ...only, q, limit: FEW },
  });
  return items.map((loan) => ({
    id: loan.id,
    name: [loanName(loan), loan.borrowerName].filter(Boolean).join(', '),
    fundedOn: loan.fundedOn,
  }));
}

type Project = Pick<ItemOf<'/v1/projects'>, 'id' | 'number' | 'address' | 'city'>;

export const projectName = (row: Project) =>
  row.number ? `${row.address}, ${row.number}` : `${row.address}, ${row.city}`;

/** Projects by address or number. */
export async function findProjects(q: string, only: Record<string, string> = {}): Promise<Picked[]> {
  const { items } = await api.get<Page<Project>>('/v1/projects', { query: { ...only, q, limit: FEW } });
  return items.map((row) => ({ id: row.id, name: projectName(row) }));
}

/** People, legal entities, or both, by name. */
export async function findParties(q: string, only?: 'contacts' | 'entities'): Promise<Picked[]> {
  const part = async (path: '/v1/contacts' | '/v1/entities') => {
    const { items } = await api.get<Page<Picked>>(path, { query: { q, limit: FEW, sort: 'name' } });
    return items.map(({ id, name }) => ({ id, name }));
  };
  const [entities, contacts] = await Promise.all([
    only === 'contacts' ? [] : part('/v1/entities'),
    only === 'entities' ? [] : part('/v1/contacts'),
  ]);
  return [...entities, ...contacts];
}
