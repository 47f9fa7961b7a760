import type { ProformaResult } from '@connect/domain/proforma';
import type { CostCategory } from '@connect/domain/proforma-input';
import { amount, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { MonthInput } from './month-input.tsx';
import { CATEGORIES, newKey, type TypedInput, type TypedLine } from './proforma-input.ts';
import styles from './proforma-lines.module.css';

export type LinesProps = {
  input: TypedInput;
  result: ProformaResult | null;
  readOnly: boolean;
  /** The message for a field by its pointer. */
  fault: (pointer: string) => string | undefined;
  onChange: (lines: TypedLine[]) => void;
};

/**
 * The costs by category, typed in place. Enter goes to the next line and opens a new one after the last of its category; up and down
 * move within a column.
 */
export function ProformaLines({ input, result, readOnly, fault, onChange }: LinesProps) {
  const table = useRef<HTMLTableElement>(null);
  const { lines } = input;
  const focus = (key: string, column: string) =>
    requestAnimationFrame(() =>
      table.current
        ?.querySelector<HTMLInputElement>(`[data-line="${key}"][data-column="${column}"]`)
        ?.focus(),
    );
  const change = (key: string, part: Partial<TypedLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const add = (category: CostCategory) => {
    const key = newKey(lines, category);
    const last = lines.filter((line) => line.category === category).at(-1);
    onChange([
      ...lines,
      {
        category,
        key,
        label: '',
        amountCents: null,
        startMonth: last?.startMonth ?? 0,
        months: last?.months ?? 1,
      },
    ]);
    focus(key, 'label');
  };
  const remove = (key: string) => onChange(lines.filter((line) => line.key !== key));
  const ordered = CATEGORIES.flatMap(({ key }) => lines.filter((line) => line.category === key));
  const onKeyDown = (event: KeyboardEvent) => {
    const field = (event.target as HTMLElement).closest<HTMLElement>('[data-line]');
    if (!field) return;
    const at = ordered.findIndex((line) => line.key === field.dataset.line);
    const here = ordered[at];
    const next = ordered[at + (event.key === 'ArrowUp' ? -1 : 1)];
    if (event.key === 'Enter' && here) {
      event.preventDefault();
      if (next?.category === here.category) focus(next.key, field.dataset.column ?? 'label');
      else if (!readOnly) add(here.category);
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && next) {
      event.preventDefault();
      focus(next.key, field.dataset.column ?? 'label');
    }
  };
  return (
    <Panel title="Costs" flush aside={<span className={styles.total}>{money(result?.totalCostCents)}</span>}>
      <table className={styles.lines} ref={table} onKeyDown={onKeyDown}>
        <caption className={styles.hidden}>Costs by category</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" data-align="right">
              Amount
            </th>
            <th scope="col" data-align="right">
              From month
            </th>
            <th scope="col" data-align="right">
              Months
            </th>
            <th scope="col">
              <span className={styles.hidden}>Remove</span>
            </th>
          </tr>
        </thead>
        {CATEGORIES.map(({ key: category, label }) => {
          const own = lines.filter((line) => line.category === category);
          const computed = result ? computedLines(category, input, result) : [];
          return (
            <tbody key={category}>
              <tr className={styles.category}>
                <th scope="rowgroup">{label}</th>
                <td data-align="right">{result ? amount(result.totals[category]) : '–'}</td>
                <td colSpan={3}>
                  {readOnly ? null : (
                    <button type="button" className={styles.add} onClick={() => add(category)}>
                      <IconPlus size={14} stroke={1.75} aria-hidden="true" />
                      Add<span className={styles.hidden}> to {label.toLowerCase()}</span>
                    </button>
                  )}
                </td>
              </tr>
              {own.map((line) => (
                <LineRow
                  key={line.key}
                  line={line}
                  at={lines.indexOf(line)}
                  readOnly={readOnly}
                  fault={fault}
                  onChange={(part) => change(line.key, part)}
                  onRemove={() => remove(line.key)}
                />
              ))}
              {computed.map((line) => (
                <tr key={line.label} className={styles.computed}>
                  <td>{line.label}</td>
                  <td data-align="right">{amount(line.cents)}</td>
                  <td colSpan={3}>{line.note}</td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </Panel>
  );
}

function computedLines(category: CostCategory, { loan }: TypedInput, result: ProformaResult) {
  if (!loan) return [];
  if (category === 'finance')
    return [{ label: 'Interest', cents: result.interestCents, note: 'From the loan’s terms' }];
  if (category === 'fees')
    return [{ label: 'Origination fee', cents: result.originationFeeCents, note: 'From the loan’s terms' }];
  return [];
}

type RowProps = {
  line: TypedLine;
  at: number;
  readOnly: boolean;
  fault: LinesProps['fault'];
  onChange: (part: Partial<TypedLine>) => void;
  onRemove: () => void;
};

function LineRow({ line, at, readOnly, fault, onChange, onRemove }: RowProps) {
  const name = line.label || 'new line';
  const cell = (column: string) => ({ 'data-line': line.key, 'data-column': column, readOnly, size: 'xs' });
  return (
    <tr className={styles.line}>
      <td>
        <TextInput
          {...cell('label')}
          aria-label={`Name of ${name}`}
          placeholder="What it is for"
          maxLength={80}
          value={line.label}
          error={fault(`/lines/${at}/label`) ?? fault(`/lines/${at}/key`)}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
        />
      </td>
      <td>
        <MoneyInput
          {...cell('amount')}
          aria-label={`Amount of ${name}`}
          value={line.amountCents}
          error={fault(`/lines/${at}/amountCents`)}
          onChange={(amountCents) => onChange({ amountCents })}
        />
      </td>
      <td>
        <MonthInput
          {...cell('start')}
          aria-label={`From month of ${name}`}
          value={line.startMonth}
          error={fault(`/lines/${at}/startMonth`)}
          onChange={(startMonth) => onChange({ startMonth })}
        />
      </td>
      <td>
        <MonthInput
          {...cell('months')}
          aria-label={`Months of ${name}`}
          value={line.months}
          error={fault(`/lines/${at}/months`)}
          onChange={(months) => onChange({ months })}
        />
      </td>
      <td>
        {readOnly ? null : (
          <button type="button" className={styles.remove} aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconTrash size={16} stroke={1.75} aria-hidden="true" />
          </button>
        )}
      </td>
    </tr>
  );
}
