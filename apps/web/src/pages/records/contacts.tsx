import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { bookDate, date, words } from '@connect/ui/format';
import { PageHeader, PageTabs } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconBuilding, IconPlus, IconUsers } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { SearchField } from '../../components/search-field.tsx';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { type List, useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './records.module.css';
import type { Contact, Entity } from './types.ts';
import { CAPACITIES, entityType } from './words.ts';

const ContactForm = lazy(() => import('./contact-form.tsx').then((m) => ({ default: m.ContactForm })));
const EntityForm = lazy(() => import('./entity-form.tsx').then((m) => ({ default: m.EntityForm })));

const BY_NAME = { key: 'name', desc: false };
const SORTS = [
  { ...BY_NAME, label: 'By name' },
  { key: 'createdAt', desc: true, label: 'Newest first' },
];
const added = <T extends { createdAt: string }>(): Column<T> => ({
  key: 'createdAt',
  header: 'Added',
  align: 'right',
  sort: 'createdAt',
  cell: (row) => date(bookDate(row.createdAt)),
  csv: (row) => bookDate(row.createdAt),
});

const PEOPLE: readonly Column<Contact>[] = [
  {
    key: 'name',
    header: 'Name',
    sort: 'name',
    cell: (row) => <span className={styles.key}>{row.name}</span>,
    csv: (row) => row.name,
  },
  {
    key: 'of',
    header: 'Of',
    phone: true,
    cell: (row) => row.entities.map(({ name }) => name).join(', ') || row.company || '–',
    csv: (row) => row.entities.map(({ name }) => name).join(', ') || row.company,
  },
  {
    key: 'as',
    header: 'Deals with us as',
    cell: (row) => row.capacities.map(words).join(', ') || '–',
    csv: (row) => row.capacities.join(', '),
  },
  { key: 'email', header: 'E-mail', cell: (row) => row.email ?? '–', csv: (row) => row.email },
  { key: 'phone', header: 'Phone', align: 'right', cell: (row) => row.phone ?? '–', csv: (row) => row.phone },
  added(),
];
const ENTITIES: readonly Column<Entity>[] = [
  {
    key: 'name',
    header: 'Name',
    sort: 'name',
    cell: (row) => <span className={styles.key}>{row.name}</span>,
    csv: (row) => row.name,
  },
  {
    key: 'type',
    header: 'Form',
    phone: true,
    cell: (row) => [entityType(row.entityType), row.state].filter(Boolean).join(', '),
    csv: (row) => row.entityType,
  },
  {
    key: 'members',
    header: 'Members',
    cell: (row) => row.members.map(({ name }) => name).join(', ') || '–',
    csv: (row) => row.members.map(({ name }) => name).join(', '),
  },
  { key: 'email', header: 'E-mail', cell: (row) => row.email ?? '–', csv: (row) => row.email },
  {
    key: 'bank',
    header: 'Paid at',
    cell: (row) => (row.bankAccountLast4 ? `${row.bankName} •••• ${row.bankAccountLast4}` : '–'),
  },
  added(),
];

/** People we deal with. */
export function ContactsPage() {
  return (
    <Parties<Contact>
      current="people"
      path="/v1/contacts"
      href="/contacts"
      columns={PEOPLE}
      capacity
      icon={IconUsers}
      empty="People who deal with us appear here: agents, builders, guarantors, consultants."
      add="Add a person"
      form={(close) => <ContactForm contact={null} onClose={close} />}
    />
  );
}

/** Companies and trusts we deal with. */
export function EntitiesPage() {
  return (
    <Parties<Entity>
      current="entities"
      path="/v1/entities"
      href="/entities"
      columns={ENTITIES}
      icon={IconBuilding}
      empty="Companies and trusts appear here, with the people who act for them."
      add="Add an entity"
      form={(close) => <EntityForm entity={null} onClose={close} />}
    />
  );
}

type PartiesProps<T> = {
  current: 'people' | 'entities';
  path: string;
  href: string;
  columns: readonly Column<T>[];
  capacity?: boolean;
  icon: typeof IconUsers;
  empty: string;
  add: string;
  form: (close: () => void) => ReactNode;
};

function Parties<T extends { id: string }>(props: PartiesProps<T>) {
  const { current, path, href, columns } = props;
  usePageTitle('Contacts');
  const can = useCan();
  const list = useSavedList({ key: current, defaults: { sort: BY_NAME } });
  const rows = useList<T>(path, {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  }) as unknown as List<T>;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Contacts"
        actions={
          can('write:contacts') ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
              {props.add}
            </Button>
          ) : null
        }
      />
      <PageTabs
        label="Kinds"
        current={current}
        tabs={[
          { key: 'people', label: 'People', href: '/contacts' },
          { key: 'entities', label: 'Entities', href: '/entities' },
        ]}
      />
      <FilterBar
        filters={
          props.capacity
            ? [
                {
                  key: 'capacity',
                  label: 'Deals with us as',
                  kind: 'choice',
                  options: CAPACITIES,
                  pinned: true,
                },
              ]
            : []
        }
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SearchField
            key={current}
            label="Name or e-mail"
            value={list.filters.q}
            onChange={(q) => list.setFilters({ ...list.filters, q })}
          />
        }
      />
      <Panel flush>
        <DataTable
          label={current === 'people' ? 'People' : 'Entities'}
          columns={columns}
          rowKey={(row) => row.id}
          rowHref={(row) => `${href}/${row.id}`}
          {...tableProps(rows, list, 'Contacts')}
          exportAs={() =>
            void exportList({ path, name: current, columns, filters: list.filters, sort: list.sort })
          }
          empty={
            <EmptyState icon={props.icon} title={list.filters.q ? 'Nobody has this name' : 'Nobody yet'}>
              {props.empty}
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>{adding ? props.form(() => setAdding(false)) : null}</Suspense>
    </>
  );
}
