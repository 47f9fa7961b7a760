import { LinkRows } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import type { ReactNode } from 'react';
import { QueryError } from '../../components/loaded.tsx';
import type { List } from '../../state/use-list.ts';
import styles from './home.module.css';

export type RowsPanelProps<T> = {
  title: string;
  list: List<T>;
  row: (item: T) => Parameters<typeof LinkRows>[0]['items'][number];
  /** One calm line when nothing waits. */
  none: ReactNode;
  /** Where all of them are. */
  all?: string;
};

/** A short list of what waits: the first few, and a link to all. */
export function RowsPanel<T>({ title, list, row, none, all }: RowsPanelProps<T>) {
  return (
    <Panel
      title={title}
      aside={all && list.items.length ? <a href={all}>All {list.total ?? ''}</a> : null}
      flush
    >
      {list.problem ? (
        <QueryError problem={list.problem} failed={`${title}: not loaded`} onRetry={list.retry} />
      ) : list.loading ? (
        <LinesSkeleton />
      ) : list.items.length ? (
        <LinkRows items={list.items.map(row)} />
      ) : (
        <p className={styles.none}>{none}</p>
      )}
    </Panel>
  );
}
