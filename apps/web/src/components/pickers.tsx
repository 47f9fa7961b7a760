/** Fields that choose a record by typing a part of its name. */
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWhole } from '../state/use-whole.ts';
import { findLoans, findParties, findProjects, type Picked, type PickedLoan } from './find.ts';

export type { Picked, PickedLoan } from './find.ts';

type PickerProps<T extends Picked> = Omit<SelectProps, 'value' | 'onChange' | 'data'> & {
  value: T | null;
  onChange: (value: T | null) => void;
};

/** Asks the server with what is typed; what is chosen stays in the list whatever is typed. */
function SearchPicker<T extends Picked>({
  value,
  onChange,
  name,
  find,
  ...rest
}: PickerProps<T> & { name: string; find: (text: string) => Promise<T[]> }) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const q = asked === value?.name ? '' : asked.trim();
  const found = useQuery({ queryKey: ['pick', name, q], queryFn: () => find(q), staleTime: 30_000 });
  const items = found.data ?? [];
  const shown = value && !items.some((item) => item.id === value.id) ? [value, ...items] : items;
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage={found.isPending ? 'Looking' : 'Nothing has this name.'}
      {...rest}
      data={shown.map((item) => ({ value: item.id, label: item.name }))}
      // The server has filtered already, by more than the label shows.
      filter={({ options }) => options}
      value={value?.id ?? null}
      onSearchChange={setText}
      onChange={(id) => onChange(shown.find((item) => item.id === id) ?? null)}
    />
  );
}

/** A loan by part of its number, address or borrower. */
export function LoanPicker({
  only = {},
  ...props
}: PickerProps<PickedLoan> & { /** Filters of the list of loans. */ only?: Record<string, string> }) {
  return (
    <SearchPicker
      placeholder="Number, address or borrower"
      {...props}
      name={`loans ${JSON.stringify(only)}`}
      find={(q) => findLoans(q, only)}
    />
  );
}

/** A project by part of its address or number. */
export function ProjectPicker({
  stage,
  ...props
}: PickerProps<Picked> & { /** Only of these stages. */ stage?: string }) {
  return (
    <SearchPicker
      {...props}
      name={`projects ${stage ?? ''}`}
      find={(q) => findProjects(q, stage ? { stage } : {})}
    />
  );
}

/** A person or a legal entity by part of its name. */
export function PartyPicker({
  only,
  ...props
}: PickerProps<Picked> & { /** People, or entities, alone. */ only?: 'contacts' | 'entities' }) {
  return <SearchPicker {...props} name={`parties ${only ?? ''}`} find={(q) => findParties(q, only)} />;
}

/** A member of staff. */
export function StaffPicker({ value, onChange, ...rest }: PickerProps<Picked>) {
  const staff = useWhole('/v1/staff');
  const items = staff.data?.items ?? [];
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage="Nobody has this name."
      {...rest}
      data={items.map((item) => ({ value: item.id, label: item.displayName }))}
      value={value?.id ?? null}
      onChange={(id) => {
        const found = items.find((item) => item.id === id);
        onChange(found ? { id: found.id, name: found.displayName } : null);
      }}
    />
  );
}
