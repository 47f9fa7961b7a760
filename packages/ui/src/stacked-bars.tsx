import styles from './charts.module.css';
import { Legend } from './time-chart.tsx';

export type StackPart = {
  key: string;
  label: string;
  color: 'principal' | 'mid' | 'other' | 'interest' | 'reserve';
};
export type StackRow = {
  key: string;
  label: string;
  values: Readonly<Record<string, number>>;
  href?: string;
};

/** Counts by row, split in parts, from a zero base: "Draws by age, and who they wait for". */
export function StackedBars({ parts, rows }: { parts: readonly StackPart[]; rows: readonly StackRow[] }) {
  const total = (row: StackRow) => parts.reduce((sum, part) => sum + (row.values[part.key] ?? 0), 0);
  const most = Math.max(...rows.map(total), 1);
  return (
    <div>
      <Legend items={parts} />
      <ul className={styles.stacked}>
        {rows.map((row) => (
          <li key={row.key}>
            <span className={styles.rowLabel}>
              {row.href ? <a href={row.href}>{row.label}</a> : row.label}
            </span>
            <span className={styles.stack}>
              {parts.map((part) => {
                const value = row.values[part.key] ?? 0;
                return value ? (
                  <span
                    key={part.key}
                    data-color={part.color}
                    style={{ width: `${(value / most) * 100}%` }}
                    title={`${part.label}: ${value}`}
                  >
                    {value}
                  </span>
                ) : null;
              })}
            </span>
            <b className="num">{total(row)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

export type BarRow = {
  key: string;
  label: string;
  value: number;
  text: string;
  href?: string;
  tone?: StackPart['color'];
};

/** One figure by row, its value written at the end. */
export function Bars({ rows, max }: { rows: readonly BarRow[]; max?: number }) {
  const most = max ?? Math.max(...rows.map((row) => row.value), 1);
  return (
    <ul className={styles.stacked}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className={styles.rowLabel}>{row.href ? <a href={row.href}>{row.label}</a> : row.label}</span>
          <span className={styles.stack}>
            <span
              data-color={row.tone ?? 'principal'}
              style={{ width: `${Math.max((row.value / most) * 100, 0)}%` }}
            />
          </span>
          <b className="num">{row.text}</b>
        </li>
      ))}
    </ul>
  );
}
