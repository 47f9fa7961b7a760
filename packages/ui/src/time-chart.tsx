import type { ReactNode } from 'react';
import { axisMoney, dayNumber, monthTicks, ticks } from './chart-scale.ts';
import styles from './charts.module.css';
import { useWidth } from './use-width.ts';

export type TimePoint = { date: string; value: number };
export type TimeColor = 'principal' | 'interest' | 'reserve' | 'other';
export type TimeSeries = {
  key: string;
  /** Written beside the series, in its colour. */
  label: string;
  color: TimeColor;
  /** `step` for balances (they hold until the next posting), `line` for what runs down, `bars` for what is billed. */
  kind: 'step' | 'line' | 'bars';
  /** A pale ground under the posted part of a step. */
  area?: boolean;
  points: readonly TimePoint[];
};
export type TimeMark = { date: string; label: string; tone?: 'look' | 'plain' };
export type TimeChartProps = {
  series: readonly TimeSeries[];
  /** Civil dates. */
  from: string;
  to: string;
  /** The line between what is posted (solid) and what is forecast (dashed, pale). */
  today: string;
  height?: number;
  /** A ceiling: the loan's amount. */
  limit?: { value: number; label: string };
  marks?: readonly TimeMark[];
  /** Months along the foot; the upper of two charts leaves them out. */
  months?: boolean;
  /** Formats a value on the axis; cents unless told otherwise. */
  format?: (value: number) => string;
};

const LEFT = 56;
const TOP = 18;

/** Values over time from a zero base, one y axis: posted solid, forecast dashed, a line at today. */
export function TimeChart(props: TimeChartProps) {
  const {
    series,
    from,
    to,
    today,
    height = 210,
    limit,
    marks = [],
    months = true,
    format = axisMoney,
  } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const right = width < 480 ? 12 : 100;
  const bottom = months ? 22 : 6;
  const highest = Math.max(limit?.value ?? 0, ...series.flatMap((s) => s.points.map((p) => p.value)), 0);
  const steps = ticks(highest);
  const top = Math.max(steps.at(-1)!, highest, 1);
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const x = (date: string) =>
    LEFT + ((dayNumber(date) - first) / Math.max(last - first, 1)) * (width - LEFT - right);
  const y = (value: number) => TOP + (1 - value / top) * (height - TOP - bottom);
  const scale: Scale = { x, y, today, base: y(0), to, barWidth: Math.min(12, (width - LEFT - right) / 40) };
  return (
    <div ref={ref} className={styles.chart}>
      <svg width={width} height={height} role="img" aria-label={describe(series, today)}>
        {steps.map((step) => (
          <g key={step}>
            <line x1={LEFT} x2={width - right} y1={y(step)} y2={y(step)} className={styles.grid} />
            <text x={LEFT - 8} y={y(step) + 4} className={styles.axis} textAnchor="end">
              {format(step)}
            </text>
          </g>
        ))}
        {limit ? (
          <g>
            <line
              x1={LEFT}
              x2={width - right}
              y1={y(limit.value)}
              y2={y(limit.value)}
              className={styles.limit}
            />
            <text x={width - right + 8} y={y(limit.value) + 4} className={styles.axis} textAnchor="start">
              {right > 40 ? limit.label : null}
            </text>
          </g>
        ) : null}
        {series.map((one) => (
          <Drawn key={one.key} series={one} scale={scale} />
        ))}
        {months
          ? monthTicks(from, to, (width - LEFT - right) / 76).map((tick) => (
              <text
                key={tick.date}
                x={x(tick.date)}
                y={height - 6}
                className={styles.axis}
                textAnchor="middle"
              >
                {tick.label}
              </text>
            ))
          : null}
        {today >= from && today <= to ? (
          <g>
            <line x1={x(today)} x2={x(today)} y1={4} y2={y(0)} className={styles.today} />
            <text x={x(today) + 6} y={13} className={styles.todayText}>
              Today
            </text>
          </g>
        ) : null}
        {marks.map((mark, at) => (
          <g key={mark.label} data-tone={mark.tone} className={styles.mark}>
            <line x1={x(mark.date)} x2={x(mark.date)} y1={TOP + 16 + at * 18} y2={y(0)} />
            <text
              x={x(mark.date) + (fitsRight(mark, x(mark.date), width) ? 6 : -6)}
              y={TOP + 20 + at * 18}
              textAnchor={fitsRight(mark, x(mark.date), width) ? 'start' : 'end'}
            >
              {mark.label}
            </text>
          </g>
        ))}
        {right > 40
          ? series.map((one) => (
              <Label
                key={one.key}
                series={one}
                scale={scale}
                at={width - right + 8}
                below={limit ? y(limit.value) : null}
                among={series.length > 1}
              />
            ))
          : null}
      </svg>
      {right > 40 ? null : (
        <Legend items={series.map((one) => ({ key: one.key, label: one.label, color: one.color }))} />
      )}
    </div>
  );
}

/* 6.5 px is a wide letter at 12 px. */
const fitsRight = (mark: TimeMark, at: number, width: number) => at + 6 + mark.label.length * 6.5 < width;

type Scale = {
  x: (date: string) => number;
  y: (value: number) => number;
  today: string;
  base: number;
  to: string;
  barWidth: number;
};

function Drawn({ series, scale }: { series: TimeSeries; scale: Scale }) {
  const { points, kind } = series;
  if (kind === 'bars') {
    return points.map((point) => (
      <rect
        key={point.date}
        x={scale.x(point.date) - scale.barWidth / 2}
        width={scale.barWidth}
        y={scale.y(point.value)}
        height={Math.max(scale.base - scale.y(point.value), 0)}
        rx={1.5}
        data-color={series.color}
        className={styles.bar}
        data-forecast={point.date > scale.today || undefined}
      />
    ));
  }
  const path = (list: readonly TimePoint[], end?: string) => trace(list, kind, scale, end);
  const posted = points.filter((point) => point.date <= scale.today);
  const coming = points.filter((point) => point.date > scale.today);
  const now = kind === 'step' ? posted.at(-1)?.value : between(points, scale.today);
  const joint = now === undefined ? [] : [{ date: scale.today, value: now }];
  const solid = path([...posted, ...(coming.length || kind === 'step' ? joint : [])]);
  return (
    <g data-color={series.color}>
      {series.area && posted.length ? (
        <path d={`${solid}V${scale.base}H${scale.x(posted[0]!.date)}Z`} className={styles.area} />
      ) : null}
      {posted.length ? <path d={solid} className={styles.line} /> : null}
      {coming.length ? (
        <path
          d={path([...joint, ...coming], kind === 'step' ? scale.to : undefined)}
          className={styles.line}
          data-forecast
        />
      ) : null}
    </g>
  );
}

function trace(points: readonly TimePoint[], kind: 'step' | 'line', scale: Scale, end?: string): string {
  const parts = points.map((point, at) => {
    const [px, py] = [scale.x(point.date).toFixed(1), scale.y(point.value).toFixed(1)];
    if (at === 0) return `M${px} ${py}`;
    return kind === 'step' ? `H${px}V${py}` : `L${px} ${py}`;
  });
  return parts.join('') + (end ? `H${scale.x(end).toFixed(1)}` : '');
}

/* The value of a straight line at a date; undefined outside of its points. */
function between(points: readonly TimePoint[], date: string): number | undefined {
  const after = points.findIndex((point) => point.date >= date);
  const [b, a] = [points[after], points[after - 1]];
  if (!b) return undefined;
  if (b.date === date || !a) return b.date === date ? b.value : undefined;
  const share = (dayNumber(date) - dayNumber(a.date)) / (dayNumber(b.date) - dayNumber(a.date));
  return a.value + (b.value - a.value) * share;
}

/* `below` is the line of the ceiling, whose own label must stay readable. */
function Label({
  series,
  scale,
  at,
  below,
  among,
}: {
  series: TimeSeries;
  scale: Scale;
  at: number;
  below: number | null;
  among: boolean;
}) {
  const last = series.points.at(-1);
  const first = series.points[0];
  if (!last || !first) return null;
  // A line among others, or one that ends early, is named where it begins.
  if (series.kind === 'line' && (among || scale.x(last.date) < at - 60)) {
    return (
      <text
        x={scale.x(first.date) + 16}
        y={scale.y(first.value) - 2}
        className={styles.label}
        data-color={series.color}
      >
        {series.label}
      </text>
    );
  }
  const height = scale.y(last.value);
  const clear = below !== null && Math.abs(height - below) < 16 ? below + 16 : height;
  return (
    <text x={at} y={clear + 4} className={styles.label} data-color={series.color}>
      {series.label}
    </text>
  );
}

/** Colour and word of each series, where there is no room beside them. */
export function Legend({ items }: { items: readonly { key: string; label: ReactNode; color: string }[] }) {
  return (
    <ul className={styles.legend}>
      {items.map((item) => (
        <li key={item.key}>
          <i data-color={item.color} aria-hidden="true" />
          {item.label}
        </li>
      ))}
    </ul>
  );
}

const describe = (series: readonly TimeSeries[], today: string) =>
  `${series.map((one) => one.label).join(', ')} over time, posted until ${today}, then forecast. The table says the figures.`;
