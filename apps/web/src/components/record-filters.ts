/** Filters by a record that is found by typing: a list of all loans has no end. */
import type { FilterDef, Found } from '@connect/ui/filter-bar';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRecord } from '../state/use-record.ts';
import { findLoans, findParties, findProjects, loanName, type Picked, projectName } from './find.ts';

type More = Partial<Pick<FilterDef, 'key' | 'label' | 'any' | 'pinned' | 'options'>>;

/** `loanId`, by number, address or borrower. `only` narrows the loans that are offered. */
export const loanFilter = (more: More = {}, only: Record<string, string> = {}): FilterDef => ({
  key: 'loanId',
  label: 'Loan',
  kind: 'search',
  pinned: true,
  hint: 'Number, address or borrower',
  useFound: (text) => useFound(`loans ${JSON.stringify(only)}`, text, (q) => findLoans(q, only)),
  useName: useLoanName,
  ...more,
});

/** `projectId`, by address or number. */
export const projectFilter = (more: More = {}): FilterDef => ({
  key: 'projectId',
  label: 'Project',
  kind: 'search',
  hint: 'Address or number',
  useFound: (text) => useFound('projects ', text, findProjects),
  useName: useProjectName,
  ...more,
});

/** A party by name: `borrowerId`, `consultantId`. */
export const partyFilter = (more: More & { key: string; label: string }): FilterDef => ({
  kind: 'search',
  hint: 'Part of the name',
  useFound: (text) => useFound('parties ', text, findParties),
  useName: usePartyName,
  ...more,
});

function useFound(name: string, text: string, find: (q: string) => Promise<Picked[]>): Found {
  const [asked] = useDebouncedValue(text, 200);
  const { data, isFetching } = useQuery({
    queryKey: ['pick', name, asked],
    queryFn: () => find(asked),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
  return {
    options: (data ?? []).map(({ id, name: label }) => ({ value: id, label })),
    loading: isFetching || asked !== text,
  };
}

function useLoanName(id: string): string | undefined {
  const { data, error } = useRecord('/v1/loans/{id}', { id });
  return data ? loanName(data) : error ? 'Not found' : undefined;
}

function useProjectName(id: string): string | undefined {
  const { data, error } = useRecord('/v1/projects/{id}', { id });
  return data ? projectName(data) : error ? 'Not found' : undefined;
}

/* An id does not say whether it is a person's or an entity's; most parties that are looked for are entities. */
function usePartyName(id: string): string | undefined {
  const entity = useRecord('/v1/entities/{id}', { id });
  const contact = useRecord('/v1/contacts/{id}', { id }, { enabled: entity.isError });
  const found = entity.data ?? contact.data;
  return found ? found.name : contact.isError ? 'Not found' : undefined;
}
