import { Button, Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { DateInput } from './date-input.tsx';
import styles from './filter-bar.module.css';
import { Choices, Finder, FoundName } from './filter-options.tsx';
import type { FilterDef } from './filter-types.ts';
import { date } from './format.ts';

export type FilterChipProps = {
  filter: FilterDef;
  value: string | undefined;
  opened: boolean;
  onOpen: (open: boolean) => void;
  onChange: (value: string | undefined) => void;
};

/** One filter: its name, its value, a popover to choose and a cross to clear. */
export function FilterChip({ filter, value, opened, onOpen, onChange }: FilterChipProps) {
  const choose = (next: string | undefined) => {
    onChange(next);
    onOpen(false);
  };
  return (
    <span className={styles.chipWrap}>
      <Popover opened={opened} onChange={onOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.chip}
            data-set={value !== undefined || undefined}
            onClick={() => onOpen(!opened)}
          >
            <span className={styles.name}>{filter.label}</span>
            <span className={styles.value}>
              {filter.kind === 'search' && value !== undefined ? (
                <FoundName filter={filter} value={value} />
              ) : (
                textOf(filter, value)
              )}
            </span>
            {value === undefined ? <IconChevronDown size={16} stroke={1.75} aria-hidden="true" /> : null}
          </button>
        </Popover.Target>
        <Popover.Dropdown p={4} aria-label={filter.label}>
          {filter.kind === 'choice' ? (
            <Choices filter={filter} value={value} onChoose={choose} />
          ) : filter.kind === 'search' ? (
            <Finder filter={filter} value={value} onChoose={choose} />
          ) : (
            <Entry filter={filter} value={value} onChoose={choose} />
          )}
        </Popover.Dropdown>
      </Popover>
      {value === undefined ? null : (
        <button
          type="button"
          className={styles.clear}
          aria-label={`Clear ${filter.label}`}
          onClick={() => onChange(undefined)}
        >
          <IconX size={16} stroke={1.75} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

function textOf(filter: FilterDef, value: string | undefined): string {
  if (value === undefined) return filter.any ?? 'Any';
  if (filter.kind === 'date') return date(value);
  return filter.options?.find((option) => option.value === value)?.label ?? value;
}

type InnerProps = {
  filter: FilterDef;
  value: string | undefined;
  onChoose: (value: string | undefined) => void;
};

function Entry({ filter, value, onChoose }: InnerProps) {
  const [text, setText] = useState(value ?? '');
  return (
    <form
      className={styles.entry}
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(text.trim() || undefined);
      }}
    >
      {filter.kind === 'date' ? (
        <DateInput aria-label={filter.label} value={text || null} onChange={(next) => setText(next ?? '')} />
      ) : (
        <TextInput
          aria-label={filter.label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Button type="submit">Apply</Button>
    </form>
  );
}
