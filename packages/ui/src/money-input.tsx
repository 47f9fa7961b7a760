import type { TextInputProps } from '@mantine/core';
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { amount } from './format.ts';
import styles from './inputs.module.css';
import { parseMoney } from './parse.ts';

export type MoneyInputProps = Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'leftSection'> & {
  /** Integer cents; null is empty. */
  value: number | null;
  /** Called while typing with cents, or null while the text is empty or no amount. */
  onChange: (cents: number | null) => void;
  allowNegative?: boolean;
};

/** An amount: `$` left, figure right, formatted on blur; says what is wrong with the text itself. */
export function MoneyInput({ value, onChange, error, onBlur, allowNegative, ...rest }: MoneyInputProps) {
  const [text, setText] = useState(() => write(value));
  const [fault, setFault] = useState<string | null>(null);

  // A value set from outside (a reset, a proposal taken over) replaces the text; one's own typing does not.
  useEffect(() => {
    setText((shown) => (parseMoney(shown).value === value ? shown : write(value)));
  }, [value]);

  const read = (next: string) => {
    const parsed = parseMoney(next);
    if (parsed.value !== null && parsed.value < 0 && !allowNegative)
      return { value: null, error: 'Use an amount of 0 or more.' };
    return parsed;
  };
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      leftSection="$"
      classNames={{ input: styles.money! }}
      value={text}
      error={error ?? fault}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setFault(null);
        onChange(read(event.currentTarget.value).value);
      }}
      onBlur={(event) => {
        const parsed = read(text);
        setFault(parsed.error);
        if (!parsed.error) setText(write(parsed.value));
        onBlur?.(event);
      }}
    />
  );
}

const write = (cents: number | null) => (cents === null ? '' : amount(cents));
