/** The views that come with the list of loans, and what it can be filtered by. */
import type { FilterDef, FilterOption } from '@connect/ui/filter-bar';
import type { View, ViewState } from '@connect/ui/saved-views';
import { partyFilter } from '../../components/record-filters.ts';
import { PRODUCTS } from './types.ts';

export const NEWEST = { key: 'createdAt', desc: true };
const MATURITY = { key: 'maturity', desc: false };

const view = (id: string, name: string, filters: ViewState['filters'], sort = NEWEST): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort, hidden: [], layout: 'table' },
});

export const CLOSING = 'draft,underwriting,approved,documents_out,signed';
export const RUNNING = 'funded,recorded,servicing,default';
const ENDED = 'paid_off,released,declined,cancelled';

export const LOAN_VIEWS: View[] = [
  view('all', 'All', {}),
  view('closing', 'Closing', { state: CLOSING }),
  view('running', 'Outstanding', { state: RUNNING }, MATURITY),
  view('default', 'In default', { state: 'default' }, MATURITY),
  view('ended', 'Ended', { state: ENDED }),
];

const STATES = [
  { value: 'draft', label: 'Draft' },
  { value: 'underwriting', label: 'Underwriting' },
  { value: 'approved', label: 'Approved' },
  { value: 'documents_out', label: 'Documents out' },
  { value: 'signed', label: 'Signed' },
  { value: 'funded', label: 'Funded' },
  { value: 'recorded', label: 'Recorded' },
  { value: 'servicing', label: 'Servicing' },
  { value: 'default', label: 'Default' },
  { value: 'paid_off', label: 'Paid off' },
  { value: 'released', label: 'Released' },
  { value: 'declined', label: 'Declined' },
  { value: 'cancelled', label: 'Cancelled' },
];

export const LOAN_SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { ...MATURITY, label: 'Earliest maturity first' },
  { key: 'number', desc: false, label: 'Loan number' },
];

/** Bank lines are given by the page; a view of several states shows as one more choice of its own. */
export function loanFilters(bankLines: readonly FilterOption[] | null): FilterDef[] {
  return [
    {
      key: 'state',
      label: 'State',
      kind: 'choice',
      pinned: true,
      options: [
        ...STATES,
        { value: CLOSING, label: 'Closing' },
        { value: RUNNING, label: 'Outstanding' },
        { value: ENDED, label: 'Ended' },
      ],
    },
    { key: 'product', label: 'Product', kind: 'choice', pinned: true, options: PRODUCTS },
    ...(bankLines
      ? [
          {
            key: 'bankLineId',
            label: 'Bank line',
            kind: 'choice' as const,
            pinned: true,
            options: [...bankLines, { value: 'none', label: 'Not pledged' }],
          },
        ]
      : []),
    partyFilter({ key: 'borrowerId', label: 'Borrower', pinned: true }),
    { key: 'q', label: 'Address, number or borrower', kind: 'text' },
  ];
}
