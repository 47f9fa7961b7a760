import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useRef } from 'react';
import styles from './inputs.module.css';

export type CodeInputProps = {
  value: string;
  onChange: (code: string) => void;
  /** Called with the whole code as soon as the last digit is in. */
  onComplete?: (code: string) => void;
  label: string;
  length?: number;
  autoFocus?: boolean;
  invalid?: boolean;
  describedBy?: string;
};

/** A one-time code in single boxes; pasting fills them all, Backspace goes back. */
export function CodeInput({
  value,
  onChange,
  onComplete,
  label,
  length = 6,
  autoFocus,
  invalid,
  describedBy,
}: CodeInputProps) {
  const boxes = useRef<(HTMLInputElement | null)[]>([]);
  const put = (digits: string) => {
    const next = digits.replace(/\D/g, '').slice(0, length);
    onChange(next);
    boxes.current[Math.min(next.length, length - 1)]?.focus();
    if (next.length === length && next !== value) onComplete?.(next);
  };
  const back = (event: KeyboardEvent, at: number) => {
    if (event.key === 'Backspace') {
      event.preventDefault();
      const cut = value[at] ? at : at - 1;
      onChange(value.slice(0, Math.max(cut, 0)));
      boxes.current[Math.max(cut, 0)]?.focus();
    }
    if (event.key === 'ArrowLeft') boxes.current[at - 1]?.focus();
    if (event.key === 'ArrowRight') boxes.current[at + 1]?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in every browser
    <div className={styles.codes} role="group" aria-label={label}>
      {Array.from({ length }, (_, at) => (
        <input
          // biome-ignore lint/suspicious/noArrayIndexKey: the boxes never change places
          key={at}
          ref={(box) => {
            boxes.current[at] = box;
          }}
          inputMode="numeric"
          autoComplete={at === 0 ? 'one-time-code' : 'off'}
          aria-label={`Digit ${at + 1}`}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          data-autofocus={autoFocus && at === 0 ? true : undefined}
          value={value[at] ?? ''}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={(event) => back(event, at)}
          onPaste={(event: ClipboardEvent) => {
            event.preventDefault();
            put(event.clipboardData.getData('text'));
          }}
          onChange={(event) => put(value.slice(0, at) + event.currentTarget.value + value.slice(at + 1))}
        />
      ))}
    </div>
  );
}
