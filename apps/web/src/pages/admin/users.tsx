import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { bookDate, date, moment } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconPlus, IconUserCog } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { ROLE_NAMES } from '../../app/nav.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './admin.module.css';
import { ROLE_OPTIONS, type User, UserState } from './user-words.tsx';

const InviteDialog = lazy(() => import('./invite-user.tsx').then((m) => ({ default: m.InviteDialog })));

const NEWEST = { key: 'createdAt', desc: true };
const view = (id: string, name: string, status?: string): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: status ? { status } : {}, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('active', 'Active', 'active'),
  view('invited', 'Invited', 'invited'),
  view('disabled', 'Disabled', 'disabled'),
];

const COLUMNS: readonly Column<User>[] = [
  {
    key: 'name',
    header: 'Name',
    sort: 'displayName',
    cell: (user) => <span className={styles.key}>{user.displayName}</span>,
    csv: (user) => user.displayName,
  },
  { key: 'email', header: 'E-mail', cell: (user) => user.email, csv: (user) => user.email },
  {
    key: 'role',
    header: 'Role',
    phone: true,
    cell: (user) => ROLE_NAMES[user.role],
    csv: (user) => user.role,
  },
  {
    key: 'status',
    header: 'State',
    phone: true,
    cell: (user) => <UserState status={user.status} />,
    csv: (user) => user.status,
  },
  {
    key: 'secondFactor',
    header: 'Authenticator',
    cell: (user) => (user.secondFactor ? 'Enrolled' : '–'),
    csv: (user) => (user.secondFactor ? 'enrolled' : ''),
  },
  {
    key: 'lastSignInAt',
    header: 'Last sign-in',
    align: 'right',
    cell: (user) => moment(user.lastSignInAt),
    csv: (user) => user.lastSignInAt,
  },
  {
    key: 'createdAt',
    header: 'Added',
    align: 'right',
    sort: 'createdAt',
    cell: (user) => date(bookDate(user.createdAt)),
    csv: (user) => bookDate(user.createdAt),
  },
];

/** Who may sign in, in which role. */
export function UsersPage() {
  usePageTitle('Users');
  const [inviting, setInviting] = useState(false);
  const list = useSavedList({ key: 'users', defaults: { sort: NEWEST }, views: VIEWS });
  const users = useList<User>('/v1/users', { filters: list.filters, sort: list.sort, withTotal: true });
  const invite = (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setInviting(true)}>
      Invite user
    </Button>
  );
  return (
    <>
      <PageHeader title="Users" actions={invite} />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={[
          { key: 'role', label: 'Role', kind: 'choice', options: ROLE_OPTIONS, pinned: true },
          {
            key: 'status',
            label: 'State',
            kind: 'choice',
            pinned: true,
            options: [
              { value: 'active', label: 'Active' },
              { value: 'invited', label: 'Invited' },
              { value: 'disabled', label: 'Disabled' },
            ],
          },
          { key: 'q', label: 'Name or e-mail', kind: 'text', pinned: true },
        ]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={[
          { ...NEWEST, label: 'Newest first' },
          { key: 'displayName', desc: false, label: 'Name' },
        ]}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Users"
          columns={COLUMNS}
          rowKey={(user) => user.id}
          rowHref={(user) => `/users/${user.id}`}
          rowTone={(user) => (user.status === 'disabled' ? 'muted' : undefined)}
          {...tableProps(users, list, 'Users')}
          exportAs={() =>
            void exportList({
              path: '/v1/users',
              name: 'users',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconUserCog} title="No user fits">
              Staff and partners who may sign in appear here. Clear a filter to see more.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense fallback={null}>
        {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
      </Suspense>
    </>
  );
}
