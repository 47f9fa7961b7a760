/** Fields that choose a record by typing a part of its name. */
import type { ItemOf } from '@connect/api-client';
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../state/api.ts';
import { useRecord } from '../state/use-record.ts';

export type Picked = { id: string; name: string };
type PickerProps = Omit<SelectProps, 'value' | 'onChange' | 'data'> & {
  value: Picked | null;
  onChange: (value: Picked | null) => void;
};

/** Asks the server with what is typed; what is chosen stays in the list whatever is typed. */
function SearchPicker({
  value,
  onChange,
  name,
  find,
  ...rest
}: PickerProps & { name: string; find: (text: string) => Promise<Picked[]> }) {
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

/** A project by part of its address or number. */
export function ProjectPicker({
  stage,
  ...props
}: PickerProps & { /** Only of these stages. */ stage?: string }) {
  const find = async (q: string) => {
    const { items } = await api.get<{ items: ItemOf<'/v1/projects'>[] }>('/v1/projects', {
      query: { q, stage, limit: 20 },
    });
    return items.map((row) => ({
      id: row.id,
      name: row.number ? `${row.address}, ${row.number}` : `${row.address}, ${row.city}`,
    }));
  };
  return <SearchPicker {...props} name={`projects ${stage ?? ''}`} find={find} />;
}

/** A person or a legal entity by part of its name. */
export function PartyPicker({
  only,
  ...props
}: PickerProps & { /** People, or entities, alone. */ only?: 'contacts' | 'entities' }) {
  const part = async (path: '/v1/contacts' | '/v1/entities', q: string) => {
    const { items } = await api.get<{ items: Picked[] }>(path, {
      query: { q, limit: 20, sort: 'name' },
    });
    return items.map(({ id, name }) => ({ id, name }));
  };
  const find = async (q: string) => {
    const [entities, contacts] = await Promise.all([
      only === 'contacts' ? [] : part('/v1/entities', q),
      only === 'entities' ? [] : part('/v1/contacts', q),
    ]);
    return [...entities, ...contacts];
  };
  return <SearchPicker {...props} name={`parties ${only ?? ''}`} find={find} />;
}

/** A member of staff. */
export function StaffPicker({ value, onChange, ...rest }: PickerProps) {
  const staff = useRecord('/v1/staff');
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
