/** The views that come with the list of draws, and what it can be filtered by. */
import type { FilterDef, FilterOption } from '@connect/ui/filter-bar';
import type { View, ViewState } from '@connect/ui/saved-views';
import { loanFilter, projectFilter } from '../../components/record-filters.ts';

export const WAITED_LONGEST = { key: 'requestedAt', desc: false };
export const NEWEST = { key: 'createdAt', desc: true };
/** Draws on which the next move is ours. */
export const ON_US = 'requested,inspection_complete,review';

const view = (id: string, name: string, filters: ViewState['filters'], sort = WAITED_LONGEST): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort, hidden: [], layout: 'table' },
});

export const DRAW_VIEWS: View[] = [
  view('open', 'Open', { open: 'true' }),
  view('us', 'Waiting on us', { state: ON_US }),
  view('pay', 'To pay', { state: 'approved' }),
  view('paid', 'Paid', { state: 'paid' }, NEWEST),
];

export const DRAW_SORTS = [
  { ...WAITED_LONGEST, label: 'Longest wait first' },
  { ...NEWEST, label: 'Newest first' },
];

const STATES = [
  { value: 'draft', label: 'Draft' },
  { value: 'requested', label: 'Requested' },
  { value: 'inspection_scheduled', label: 'Inspection scheduled' },
  { value: 'inspection_complete', label: 'Inspection complete' },
  { value: 'review', label: 'In review' },
  { value: 'held', label: 'Held' },
  { value: 'approved', label: 'Approved' },
  { value: 'paid', label: 'Paid' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'withdrawn', label: 'Withdrawn' },
];

/* Loans that can have draws. */
const DRAWN_ON = { state: 'recorded,servicing,default,paid_off,released' };

/** Sets are given by the page; a view of several states shows as one more choice of its own. */
export function drawFilters(sets: readonly FilterOption[]): FilterDef[] {
  return [
    {
      key: 'state',
      label: 'State',
      kind: 'choice',
      pinned: true,
      options: [...STATES, { value: ON_US, label: 'Waiting on us' }],
    },
    loanFilter({}, DRAWN_ON),
    projectFilter(),
    {
      key: 'drawSetId',
      label: 'Set',
      kind: 'choice',
      pinned: true,
      options: [...sets, { value: 'none', label: 'In no set' }],
    },
    {
      key: 'mine',
      label: 'Whose',
      kind: 'choice',
      any: 'Everybody’s',
      pinned: true,
      options: [{ value: 'true', label: 'Mine' }],
    },
    {
      key: 'open',
      label: 'Open',
      kind: 'choice',
      options: [{ value: 'true', label: 'Only open' }],
    },
  ];
}
