import type { TextInputProps } from '@mantine/core';
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { shiftPoint } from './format.ts';
import styles from './inputs.module.css';
import { parsePercent } from './parse.ts';

export type PercentInputProps = Omit<
  TextInputProps,
  'value' | 'onChange' | 'defaultValue' | 'rightSection'
> & {
  /** A decimal string as the API holds it: `"0.08375"` is 8.375 %. */
  value: string | null;
  onChange: (rate: string | null) => void;
  /** Decimal places shown at least. */
  places?: number;
};

/** A rate or share: typed as percent, held as an exact decimal string. */
export function PercentInput({ value, onChange, error, onBlur, places = 2, ...rest }: PercentInputProps) {
  const [text, setText] = useState(() => write(value, places));
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    setText((shown) => (parsePercent(shown).value === value ? shown : write(value, places)));
  }, [value, places]);
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      rightSection="%"
      classNames={{ input: styles.percent! }}
      value={text}
      error={error ?? fault}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setFault(null);
        onChange(parsePercent(event.currentTarget.value).value);
      }}
      onBlur={(event) => {
        const parsed = parsePercent(text);
        setFault(parsed.error);
        if (!parsed.error) setText(write(parsed.value, places));
        onBlur?.(event);
      }}
    />
  );
}

function write(value: string | null, places: number): string {
  if (value === null || value === '') return '';
  const [whole = '0', fraction = ''] = shiftPoint(value, 2).split('.');
  return places || fraction ? `${whole}.${fraction.padEnd(places, '0')}` : whole;
}
