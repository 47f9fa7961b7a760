import type { Filters } from '@connect/ui/filter-bar';
import type { View, ViewState, ViewStore } from '@connect/ui/saved-views';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from './session.ts';

export type ListStateOptions = {
  /** Names the list in this browser's storage: `loans`. */
  key: string;
  defaults?: Partial<ViewState>;
  /** Views that come with the product; the first one is shown at first. */
  views?: readonly View[];
};
export type ListState = ViewState & {
  set: (change: Partial<ViewState>) => void;
  setFilters: (filters: Filters) => void;
  setSort: (sort: { key: string; desc: boolean }) => void;
  setHidden: (hidden: string[]) => void;
  setLayout: (layout: string) => void;
  views: View[];
  viewId: string | null;
  selectView: (view: View) => void;
  saveView: (name: string) => void;
  renameView: (id: string, name: string) => void;
  removeView: (id: string) => void;
  /** Ready for `<SavedViews {...list.viewProps} />`. */
  viewProps: {
    views: View[];
    currentId: string | null;
    state: ViewState;
    onSelect: (view: View) => void;
    onSave: (name: string) => void;
    onRename: (id: string, name: string) => void;
    onRemove: (id: string) => void;
  };
};

const OWN = new Set(['sort', 'hide', 'layout', 'view']);

/** Filters, sort, hidden columns, layout and view of a list, kept in the address: a link shows the same list to everybody. */
export function useListState({ key, defaults = {}, views: builtIn = [] }: ListStateOptions): ListState {
  const search = useRouterState({
    select: (state) => state.location.search as Record<string, string | undefined>,
  });
  const navigate = useNavigate();
  const store = viewStore(key, useSession.getState().user?.id ?? 'nobody');
  const [own, setOwn] = useState(() => store.load());
  const views = [...builtIn, ...own];
  const viewId = search.view ?? views[0]?.id ?? null;
  const base: ViewState = { ...EMPTY, ...defaults, ...views.find((view) => view.id === viewId)?.state };
  const state = read(search, base);

  const go = (next: ViewState, from: ViewState, view: string | null) =>
    void navigate({ to: '.', search: write(next, from, view, views[0]?.id ?? null) as never, replace: true });
  const set = (change: Partial<ViewState>) => go({ ...state, ...change }, base, viewId);
  const keep = (work: () => void) => {
    work();
    setOwn(store.load());
  };
  const actions = {
    selectView: (view: View) => go(view.state, view.state, view.id),
    saveView: (name: string) => {
      const view: View = { id: crypto.randomUUID(), name, state };
      keep(() => store.save(view));
      go(state, state, view.id);
    },
    renameView: (id: string, name: string) => keep(() => store.rename(id, name)),
    removeView: (id: string) => {
      keep(() => store.remove(id));
      const first = builtIn[0];
      if (viewId === id) go(first?.state ?? base, first?.state ?? base, first?.id ?? null);
    },
  };
  return {
    ...state,
    set,
    setFilters: (filters) => set({ filters }),
    setSort: (sort) => set({ sort }),
    setHidden: (hidden) => set({ hidden }),
    setLayout: (layout) => set({ layout }),
    views,
    viewId,
    ...actions,
    viewProps: {
      views,
      currentId: viewId,
      state,
      onSelect: actions.selectView,
      onSave: actions.saveView,
      onRename: actions.renameView,
      onRemove: actions.removeView,
    },
  };
}

const EMPTY: ViewState = { filters: {}, sort: null, hidden: [], layout: 'table' };

/* A filter that the view sets and the address clears is written as an empty value. */
function read(search: Record<string, string | undefined>, base: ViewState): ViewState {
  const filters: Record<string, string | undefined> = { ...base.filters };
  for (const [name, value] of Object.entries(search))
    if (!OWN.has(name)) filters[name] = value === '' ? undefined : String(value);
  const sort = search.sort
    ? { key: search.sort.replace(/^-/, ''), desc: search.sort.startsWith('-') }
    : base.sort;
  return {
    filters,
    sort,
    hidden: search.hide === undefined ? base.hidden : search.hide.split('.').filter(Boolean),
    layout: search.layout ?? base.layout,
  };
}

function write(
  state: ViewState,
  base: ViewState,
  view: string | null,
  first: string | null,
): Record<string, string> {
  const out: Record<string, string> = {};
  if (view && view !== first) out.view = view;
  for (const name of new Set([...Object.keys(state.filters), ...Object.keys(base.filters)])) {
    const value = state.filters[name];
    if (value !== base.filters[name]) out[name] = value ?? '';
  }
  if (state.sort && (state.sort.key !== base.sort?.key || state.sort.desc !== base.sort?.desc))
    out.sort = `${state.sort.desc ? '-' : ''}${state.sort.key}`;
  if (state.hidden.join('.') !== base.hidden.join('.')) out.hide = state.hidden.join('.');
  if (state.layout !== base.layout) out.layout = state.layout;
  return out;
}

/** Views of one list, of one user, in this browser. */
export function viewStore(key: string, userId: string): ViewStore {
  const name = `connect.views.${userId}.${key}`;
  const load = (): View[] => {
    try {
      const list: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
      return Array.isArray(list) ? (list as View[]) : [];
    } catch {
      return [];
    }
  };
  const put = (views: View[]) => {
    try {
      localStorage.setItem(name, JSON.stringify(views));
    } catch {
      // A full or closed storage loses the view, not the list.
    }
  };
  return {
    load,
    save: (view) => put([...load().filter((other) => other.id !== view.id), view]),
    rename: (id, to) => put(load().map((view) => (view.id === id ? { ...view, name: to } : view))),
    remove: (id) => put(load().filter((view) => view.id !== id)),
  };
}
