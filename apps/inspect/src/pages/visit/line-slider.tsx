import { type CSSProperties, useRef } from 'react';
import type { Line } from '../../visits/model.ts';
import styles from './line-slider.module.css';

type Props = { line: Line; percent: number | null; onChange: (percent: number) => void };

/** The whole range under one finger, in steps of five; the keyboard moves by one. The tick is the last visit. */
export function LineSlider({ line, percent, onChange }: Props) {
  const dragged = useRef(false);
  const at = percent ?? line.lastPercent;
  return (
    <div
      className={styles.slider}
      style={{ '--at': at / 100, '--last': line.lastPercent / 100 } as CSSProperties}
      data-unset={percent === null || undefined}
    >
      <span className={styles.last} aria-hidden="true">
        last
      </span>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={at}
        aria-label={`${line.name}, percent built`}
        aria-valuetext={percent === null ? `not set, ${line.lastPercent}% last time` : `${percent}%`}
        onPointerDown={() => {
          dragged.current = true;
        }}
        onKeyDown={() => {
          dragged.current = false;
        }}
        onChange={(event) => {
          const value = Number(event.currentTarget.value);
          onChange(dragged.current ? Math.round(value / 5) * 5 : value);
        }}
      />
    </div>
  );
}
