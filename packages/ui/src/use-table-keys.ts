import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';

/**
 * One row of a table is in the tab order at a time; up, down, Home and End move between rows,
 * left and right between the checkbox and the link of a row. Controls mark themselves with `data-row` and `data-slot`.
 */
export function useTableKeys(count: number) {
  const tableRef = useRef<HTMLTableElement>(null);
  const [activeRow, setActiveRow] = useState(0);

  const focus = (row: number, slot: string) => {
    const cell = tableRef.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-slot="${slot}"]`);
    if (!cell) return false;
    setActiveRow(row);
    cell.focus();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!from || event.altKey || event.metaKey || event.ctrlKey) return;
    const row = Number(from.dataset.row);
    const slot = from.dataset.slot ?? 'open';
    const to = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: count - 1 }[event.key];
    const side = { ArrowLeft: 'check', ArrowRight: 'open' }[event.key];
    const moved = to !== undefined ? focus(to, slot) : side && side !== slot ? focus(row, side) : false;
    if (moved) event.preventDefault();
  };
  return { tableRef, onKeyDown, activeRow: Math.min(activeRow, Math.max(count - 1, 0)), setActiveRow };
}
