/** The views that come with the pipeline, and what it can be filtered by. */
import type { FilterDef } from '@connect/ui/filter-bar';
import type { View, ViewState } from '@connect/ui/saved-views';

export const OPEN_STAGES = ['lead', 'feasibility', 'go', 'funded', 'servicing'] as const;
export type OpenStage = (typeof OPEN_STAGES)[number];
export const ALL_OPEN = OPEN_STAGES.join(',');

export const URGENT = { key: 'urgency', desc: false };
const view = (id: string, name: string, filters: ViewState['filters'], more: Partial<View> = {}): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: URGENT, hidden: [], layout: 'board' },
  ...more,
});

export const dealViews = (userId: string): View[] => [
  view('open', 'All open', {}),
  view('answer', 'Answer now', { waits: 'answer' }, { urgent: true }),
  view('mine', 'Mine', { ownerId: userId }),
  view('decide', 'Decide this week', { waits: 'decide' }),
  view('city', 'With the city', { waits: 'city' }),
];

export const SOURCES = [
  { value: 'agent', label: 'Agent' },
  { value: 'web_form', label: 'Web form' },
  { value: 'phone', label: 'Phone' },
  { value: 'referral', label: 'Referral' },
  { value: 'legacy_intake', label: 'Legacy intake' },
];
export const MARKETS = [
  { value: 'seattle', label: 'Seattle' },
  { value: 'phoenix', label: 'Phoenix' },
];
export const STAGES = [
  { value: 'lead', label: 'Lead' },
  { value: 'feasibility', label: 'Feasibility' },
  { value: 'go', label: 'Go' },
  { value: 'funded', label: 'Funded' },
  { value: 'servicing', label: 'Servicing' },
  { value: 'closed', label: 'Closed' },
  { value: 'pass', label: 'Passed' },
  { value: 'withdrawn', label: 'Withdrawn' },
];

export type StaffMember = { id: string; displayName: string; role: string };

export const dealFilters = (staff: readonly StaffMember[]): FilterDef[] => [
  { key: 'market', label: 'Market', kind: 'choice', options: MARKETS, pinned: true },
  {
    key: 'ownerId',
    label: 'Owner',
    kind: 'choice',
    any: 'Anyone',
    pinned: true,
    options: [
      { value: 'none', label: 'Nobody' },
      ...staff
        .filter(({ role }) => role !== 'inspector')
        .map(({ id, displayName }) => ({ value: id, label: displayName })),
    ],
  },
  { key: 'source', label: 'Source', kind: 'choice', options: SOURCES, pinned: true },
  {
    key: 'ask',
    label: 'Ask',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'under_500k', label: 'Under $0.5M' },
      { value: '500k_to_1m', label: '$0.5M to $1M' },
      { value: '1m_to_2m', label: '$1M to $2M' },
      { value: 'over_2m', label: '$2M and more' },
    ],
  },
  {
    key: 'waits',
    label: 'Waits for',
    kind: 'choice',
    options: [
      { value: 'answer', label: 'An answer' },
      { value: 'decide', label: 'A decision this week' },
      { value: 'city', label: 'The city' },
      { value: 'corrections', label: 'Corrections' },
    ],
  },
  { key: 'q', label: 'Address or number', kind: 'text' },
];

export const SORTS = [
  { key: 'urgency', desc: false, label: 'By stage, then longest in it' },
  { key: 'createdAt', desc: true, label: 'Newest first' },
  { key: 'address', desc: false, label: 'Address' },
  { key: 'stageSince', desc: false, label: 'Longest in stage first' },
];

export const sourceName = (row: { agentName: string | null; source: string }): string =>
  row.agentName ??
  SOURCES.find(({ value }) => value === row.source)?.label ??
  row.source.replaceAll('_', ' ');
