import type { ReactNode } from 'react';
import type { List } from '../state/use-list.ts';
import type { ListState } from '../state/use-list-state.ts';
import { QueryError } from './loaded.tsx';

/** Connects a list and its state to a DataTable: `<DataTable {...tableProps(list, state, 'Loans')} columns={…} … />`. */
export function tableProps<T>(list: List<T>, state?: ListState, noun = 'The rows') {
  const error: ReactNode = list.problem ? (
    <QueryError problem={list.problem} failed={`${noun} could not be loaded`} onRetry={list.retry} />
  ) : undefined;
  return {
    rows: list.items,
    loading: list.loading,
    error,
    total: list.total,
    hasMore: list.hasMore,
    onMore: list.more,
    loadingMore: list.loadingMore,
    ...(state
      ? { sort: state.sort, onSort: state.setSort, hidden: state.hidden, onHidden: state.setHidden }
      : {}),
  };
}
