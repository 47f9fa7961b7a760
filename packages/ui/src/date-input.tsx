import type { TextInputProps } from '@mantine/core';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { bookDate, date } from './format.ts';
import styles from './inputs.module.css';
import { addDays, parseDate } from './parse.ts';

export type DateInputProps = Omit<
  TextInputProps,
  'value' | 'onChange' | 'defaultValue' | 'rightSection' | 'min' | 'max'
> & {
  /** `YYYY-MM-DD`, or null. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Bounds as `YYYY-MM-DD`, inclusive. */
  min?: string;
  max?: string;
  /** Today in the book's zone; only tests give another. */
  today?: string;
};

/** A civil date: type it any usual way, arrows step by a day, `t` is today, the calendar is the browser's own. */
export function DateInput({
  value,
  onChange,
  error,
  onBlur,
  min,
  max,
  today = bookDate(new Date()),
  ...rest
}: DateInputProps) {
  const [text, setText] = useState(() => write(value));
  const [fault, setFault] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText((shown) => (parseDate(shown, today).value === value ? shown : write(value)));
  }, [value, today]);

  const read = (next: string) => {
    const parsed = parseDate(next, today);
    if (parsed.value && min && parsed.value < min)
      return { value: null, error: `The earliest date is ${date(min)}.` };
    if (parsed.value && max && parsed.value > max)
      return { value: null, error: `The latest date is ${date(max)}.` };
    return parsed;
  };
  const settle = (next: string) => {
    const parsed = read(next);
    setFault(parsed.error);
    setText(parsed.error ? next : write(parsed.value));
    onChange(parsed.value);
  };
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    settle(addDays(read(text).value ?? value ?? addDays(today, -by), by));
  };
  return (
    <TextInput
      autoComplete="off"
      placeholder="MM/DD/YYYY"
      {...rest}
      value={text}
      error={error ?? fault}
      onKeyDown={step}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setFault(null);
        onChange(read(event.currentTarget.value).value);
      }}
      onBlur={(event) => {
        settle(text);
        onBlur?.(event);
      }}
      rightSection={
        <>
          <ActionIcon
            variant="transparent"
            color="gray"
            aria-label="Open calendar"
            onClick={() => picker.current?.showPicker()}
          >
            <IconCalendar size={16} stroke={1.75} />
          </ActionIcon>
          <input
            ref={picker}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            className={styles.picker}
            value={value ?? ''}
            min={min}
            max={max}
            onChange={(event) => settle(event.currentTarget.value)}
          />
        </>
      }
    />
  );
}

const write = (value: string | null) => (value ? date(value) : '');
