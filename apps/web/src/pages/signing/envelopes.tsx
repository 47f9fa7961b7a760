import type { ItemOf } from '@connect/api-client';
import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { bookDate, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { IconSignature } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';

type Row = ItemOf<'/v1/envelopes'>;

const NEWEST = { key: 'createdAt', desc: true };
const view = (id: string, name: string, filters: View['state']['filters']): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS: View[] = [
  view('all', 'All', {}),
  view('sent', 'Not opened', { state: 'sent' }),
  view('delivered', 'Opened, not signed', { state: 'delivered' }),
  view('completed', 'Signed', { state: 'completed' }),
];
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'title', desc: false, label: 'Title' },
  { key: 'expiresAt', desc: false, label: 'Next to expire first' },
];
const STATES = [
  { value: 'created', label: 'Created' },
  { value: 'sent', label: 'Sent' },
  { value: 'delivered', label: 'Opened' },
  { value: 'completed', label: 'Signed' },
  { value: 'declined', label: 'Declined' },
  { value: 'voided', label: 'Voided' },
  { value: 'expired', label: 'Expired' },
];

/** Envelopes out for signature, newest first. */
export function EnvelopesPage() {
  usePageTitle('Signatures');
  const can = useCan();
  const list = useSavedList({ key: 'envelopes', defaults: { sort: NEWEST }, views: VIEWS });
  const envelopes = useList('/v1/envelopes', {
    filters: list.filters,
    sort: list.sort,
    withTotal: can('read:postings'),
  });
  return (
    <>
      <PageHeader title="Signatures" />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={[{ key: 'state', label: 'State', kind: 'choice', pinned: true, options: STATES }]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Envelopes"
          columns={COLUMNS}
          rowKey={(envelope) => envelope.id}
          rowHref={(envelope) => `/envelopes/${envelope.id}`}
          {...tableProps(envelopes, list, 'Envelopes')}
          exportAs={() =>
            void exportList({
              path: '/v1/envelopes',
              name: 'signatures',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconSignature} title="Nothing is out for signature">
              Loan agreements and guaranties appear here when a loan’s documents are sent.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

const signedOf = (envelope: Row) => envelope.recipients.filter(({ state }) => state === 'signed').length;

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'title',
    header: 'Envelope',
    sort: 'title',
    cell: (envelope) => envelope.title,
    csv: (envelope) => envelope.title,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (envelope) => <StatusTag kind="envelope" state={envelope.state} />,
    csv: (envelope) => envelope.state,
  },
  {
    key: 'signed',
    header: 'Signed',
    align: 'right',
    phone: true,
    cell: (envelope) => `${signedOf(envelope)} of ${envelope.recipients.length}`,
    csv: (envelope) => `${signedOf(envelope)} of ${envelope.recipients.length}`,
  },
  {
    key: 'waits',
    header: 'Waits for',
    cell: (envelope) => <span className="sub">{waitsFor(envelope) || '–'}</span>,
    csv: waitsFor,
  },
  {
    key: 'sent',
    header: 'Sent',
    align: 'right',
    cell: (envelope) => date(envelope.sentAt ? bookDate(envelope.sentAt) : null),
    csv: (envelope) => envelope.sentAt,
  },
  {
    key: 'expires',
    header: 'Expires',
    align: 'right',
    sort: 'expiresAt',
    cell: (envelope) => date(envelope.expiresAt ? bookDate(envelope.expiresAt) : null),
    csv: (envelope) => envelope.expiresAt,
  },
];

function waitsFor(envelope: Row): string {
  return envelope.recipients
    .filter(({ state }) => state === 'sent' || state === 'delivered')
    .map(({ name }) => name)
    .join(', ');
}
