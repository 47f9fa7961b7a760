import { VisuallyHidden } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Line } from '../../visits/model.ts';
import { change, clamp, step } from '../../visits/percent.ts';
import styles from './stepper.module.css';
import { useHold } from './use-hold.ts';

type Props = { line: Line; percent: number | null; onChange: (percent: number) => void };

/** Minus, the percentage, plus; "Same" while nothing is set. Holding repeats, arrow keys step. */
export function Stepper({ line, percent, onChange }: Props) {
  const spin = useRef<HTMLDivElement>(null);
  const wasSame = useRef(false);
  useEffect(() => {
    // "Same" is gone once touched; the keyboard goes on with what replaced it.
    if (wasSame.current && percent !== null) spin.current?.focus();
    wasSame.current = false;
  }, [percent]);
  const latest = useRef(percent);
  latest.current = percent;
  const move = (direction: 1 | -1) => {
    const to = step(latest.current, line.lastPercent, direction);
    latest.current = to;
    onChange(to);
  };
  const less = useHold(() => move(-1));
  const more = useHold(() => move(1));
  return (
    <fieldset className={styles.stepper} aria-label={line.name}>
      <button type="button" className={styles.touch} aria-label={`${line.name}: less`} {...less}>
        <IconMinus size={22} stroke={1.75} aria-hidden="true" />
      </button>
      {percent === null ? (
        <button
          type="button"
          className={styles.same}
          data-first
          onClick={() => {
            wasSame.current = true;
            onChange(line.lastPercent);
          }}
        >
          <span>Same</span>
          <small>{line.lastPercent}%</small>
          <VisuallyHidden>{line.name}</VisuallyHidden>
        </button>
      ) : (
        <div
          ref={spin}
          className={styles.value}
          data-first
          role="spinbutton"
          tabIndex={0}
          aria-label={`${line.name}, percent built`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          aria-valuetext={`${percent}%, ${change(percent, line.lastPercent)} since last time`}
          onKeyDown={(event) => onKey(event, percent, line.lastPercent, onChange)}
        >
          <b>{percent}%</b>
          <small data-down={percent < line.lastPercent || undefined}>
            {change(percent, line.lastPercent)}
          </small>
        </div>
      )}
      <button type="button" className={styles.touch} aria-label={`${line.name}: more`} {...more}>
        <IconPlus size={22} stroke={1.75} aria-hidden="true" />
      </button>
    </fieldset>
  );
}

/* Arrows step by five, with Shift by one; Home, End, and Page keys as sliders have them. */
function onKey(
  event: KeyboardEvent,
  percent: number,
  last: number,
  onChange: (percent: number) => void,
): void {
  const by = event.shiftKey ? 1 : undefined;
  const to: Record<string, () => number> = {
    ArrowUp: () => step(percent, last, 1, by),
    ArrowRight: () => step(percent, last, 1, by),
    ArrowDown: () => step(percent, last, -1, by),
    ArrowLeft: () => step(percent, last, -1, by),
    PageUp: () => clamp(percent + 20),
    PageDown: () => clamp(percent - 20),
    Home: () => 0,
    End: () => 100,
  };
  const next = to[event.key]?.();
  if (next === undefined) return;
  event.preventDefault();
  onChange(next);
}
