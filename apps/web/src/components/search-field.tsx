import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './search-field.module.css';

/** Words typed into a list's search; the list follows a moment later. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const [text, setText] = useState(value ?? '');
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  // Another view, or a cleared filter, changes the words from outside; what comes back of the own typing does not.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) setText(value ?? '');
  }
  const later = useDebouncedCallback((next: string) => {
    setSent(next.trim() || undefined);
    onChange(next.trim() || undefined);
  }, 250);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      className={styles.field!}
      leftSection={<IconSearch size={16} stroke={1.75} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
