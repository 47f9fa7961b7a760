import type { KeyboardEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';
import styles from './board.module.css';
import { Person } from './person.tsx';

export type BoardCard = {
  id: string;
  href: string;
  title: string;
  place?: ReactNode;
  amount?: ReactNode;
  /** A Mark or StatusTag: what it waits for. */
  line?: ReactNode;
  /** Owner; null draws the dashed circle, undefined none. */
  person?: string | null;
};
export type BoardColumn = {
  key: string;
  title: string;
  count: number;
  note?: ReactNode;
  cards: readonly BoardCard[];
  onMore?: () => void;
};

/** Columns of cards; up and down move within a column, left and right across. Every card is a link. */
export function Board({ columns, label }: { columns: readonly BoardColumn[]; label: string }) {
  const board = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<[number, number]>([firstFilled(columns), 0]);

  const onKeyDown = (event: KeyboardEvent) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
    if (!card) return;
    const [column = 0, row = 0] = (card.dataset.card ?? '').split('-').map(Number);
    const target = next(columns, column, row, event.key);
    if (!target) return;
    event.preventDefault();
    setActive(target);
    board.current?.querySelector<HTMLElement>(`[data-card="${target.join('-')}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div className={styles.board} ref={board} onKeyDown={onKeyDown} role="group" aria-label={label}>
      {columns.map((column, at) => (
        <section key={column.key} className={styles.column} aria-label={`${column.title}, ${column.count}`}>
          <header className={styles.head}>
            <h2>
              {column.title} <span>{column.count}</span>
            </h2>
            {column.note ? <p className="label">{column.note}</p> : null}
          </header>
          <ul>
            {column.cards.map((card, row) => (
              <li key={card.id}>
                <a
                  className={styles.card}
                  href={card.href}
                  data-card={`${at}-${row}`}
                  tabIndex={active[0] === at && active[1] === row ? 0 : -1}
                  onFocus={() => setActive([at, row])}
                >
                  <span className={styles.title}>{card.title}</span>
                  <span className={styles.middle}>
                    <span>{card.place}</span>
                    <span className="num">{card.amount}</span>
                  </span>
                  <span className={styles.foot}>
                    <span>{card.line}</span>
                    {card.person === undefined ? null : <Person name={card.person} />}
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {column.onMore && column.count > column.cards.length ? (
            <button type="button" className={styles.more} onClick={column.onMore}>
              Show {column.count - column.cards.length} more
            </button>
          ) : null}
        </section>
      ))}
    </div>
  );
}

const firstFilled = (columns: readonly BoardColumn[]) =>
  Math.max(
    0,
    columns.findIndex((c) => c.cards.length > 0),
  );

function next(
  columns: readonly BoardColumn[],
  column: number,
  row: number,
  key: string,
): [number, number] | null {
  const rows = columns[column]?.cards.length ?? 0;
  if (key === 'ArrowDown') return row + 1 < rows ? [column, row + 1] : null;
  if (key === 'ArrowUp') return row > 0 ? [column, row - 1] : null;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (!step) return null;
  for (let at = column + step; columns[at]; at += step) {
    const cards = columns[at]!.cards.length;
    if (cards) return [at, Math.min(row, cards - 1)];
  }
  return null;
}
