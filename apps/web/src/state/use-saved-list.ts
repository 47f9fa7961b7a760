import type { View, ViewState } from '@connect/ui/saved-views';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { queryClient } from './query-client.ts';
import { toast } from './toasts.ts';
import { type ListState, type ListStateOptions, useListState } from './use-list-state.ts';
import { asProblem } from './use-submit.ts';
import { wholeList } from './use-whole.ts';

type Saved = { id: string; name: string; settings: Record<string, unknown> };

/** `useListState` with the user's own views kept by the server, so that they follow the user to every device. */
export function useSavedList(options: ListStateOptions): ListState {
  const saved = useQuery({
    queryKey: ['saved-views', options.key],
    queryFn: () => wholeList<Saved>('/v1/saved-views', {}, { page: options.key }),
    staleTime: 5 * 60_000,
  });
  const own: View[] = (saved.data?.items ?? []).map((item) => ({
    id: item.id,
    name: item.name,
    state: item.settings as unknown as ViewState,
  }));
  const list = useListState({ ...options, views: [...(options.views ?? []), ...own] });
  const keep = (name: string, state: ViewState) =>
    api.post<{ id: string }>('/v1/saved-views', { body: { page: options.key, name, settings: state } });
  const act = (work: () => Promise<unknown>) =>
    void work()
      .then(() => queryClient.invalidateQueries({ queryKey: ['saved-views', options.key] }))
      .catch((error: unknown) => toast({ tone: 'hold', title: asProblem(error).detail }));
  const state: ViewState = {
    filters: list.filters,
    sort: list.sort,
    hidden: list.hidden,
    layout: list.layout,
  };
  return {
    ...list,
    viewProps: {
      ...list.viewProps,
      onSave: (name) =>
        act(async () => {
          const { id } = await keep(name, state);
          await queryClient.invalidateQueries({ queryKey: ['saved-views', options.key] });
          list.selectView({ id, name, state });
        }),
      onRename: (id, name) =>
        act(async () => {
          const view = own.find((each) => each.id === id);
          if (!view) return;
          // A view has no history: the one with the new name takes the old one's place.
          const made = await keep(name, view.state);
          await api.delete('/v1/saved-views/{id}', { path: { id } });
          list.selectView({ ...view, id: made.id, name });
        }),
      onRemove: (id) =>
        act(async () => {
          await api.delete('/v1/saved-views/{id}', { path: { id } });
          const first = list.views[0];
          if (list.viewId === id && first) list.selectView(first);
        }),
    },
  };
}
