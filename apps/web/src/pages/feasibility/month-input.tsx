import type { TextInputProps } from '@mantine/core';
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import styles from './proforma.module.css';

/** A whole number of months. */
export function MonthInput({
  value,
  onChange,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange'> & {
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const [text, setText] = useState(value === null ? '' : String(value));
  useEffect(() => {
    setText((shown) => (parse(shown) === value ? shown : value === null ? '' : String(value)));
  }, [value]);
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      {...rest}
      classNames={{ input: styles.months! }}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(parse(event.currentTarget.value));
      }}
    />
  );
}

const parse = (text: string): number | null => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : null);
