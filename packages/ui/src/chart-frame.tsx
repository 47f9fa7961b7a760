import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import styles from './charts.module.css';
import { Panel } from './panel.tsx';

export type ChartTable = { columns: readonly string[]; rows: readonly (readonly ReactNode[])[] };
export type ChartFrameProps = {
  title: string;
  /** The same figures as a table; a chart without one is not shown to everybody. */
  table: ChartTable;
  /** "Solid: posted. Dashed and pale: forecast from the draw schedule of Nov 20." */
  note?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
};

/** A panel with a chart and, always, its table: Chart | Table. */
export function ChartFrame({ title, table, note, children, footer }: ChartFrameProps) {
  const [view, setView] = useState('chart');
  return (
    <Panel
      title={title}
      footer={footer}
      aside={
        <SegmentedControl
          aria-label={`${title}: chart or table`}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      }
    >
      {view === 'chart' ? (
        <figure className={styles.figure} aria-label={title}>
          {children}
        </figure>
      ) : (
        <Figures table={table} label={title} />
      )}
      {note ? <p className={styles.note}>{note}</p> : null}
    </Panel>
  );
}

function Figures({ table, label }: { table: ChartTable; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.tableScroll} aria-label={`${label}, table`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a chart stand in its order
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
