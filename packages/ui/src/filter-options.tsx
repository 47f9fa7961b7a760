import { TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import styles from './filter-bar.module.css';
import type { FilterDef, FilterOption } from './filter-types.ts';

type OptionsProps = {
  filter: FilterDef;
  value: string | undefined;
  onChoose: (value: string | undefined) => void;
};

/* So many stand in the popover without a scroll; of more one is found quicker by typing. */
const LOOKED_THROUGH = 10;

/** The options of a choice; many can be narrowed by typing. */
export function Choices({ filter, value, onChoose }: OptionsProps) {
  const [text, setText] = useState('');
  const all = filter.options ?? [];
  const long = all.length > LOOKED_THROUGH;
  const shown = long
    ? all.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
    : all;
  return (
    <OptionList
      filter={filter}
      value={value}
      onChoose={onChoose}
      options={shown}
      {...(long ? { text, onText: setText } : {})}
    />
  );
}

/** Options that are asked for as one types. */
export function Finder({ filter, value, onChoose }: OptionsProps) {
  const [text, setText] = useState('');
  const found = filter.useFound!(text.trim());
  const fixed = text.trim() ? [] : (filter.options ?? []);
  return (
    <OptionList
      filter={filter}
      value={value}
      onChoose={onChoose}
      options={[...fixed, ...found.options]}
      loading={found.loading}
      text={text}
      onText={setText}
    />
  );
}

/** The name of what is chosen. */
export function FoundName({ filter, value }: { filter: FilterDef; value: string }) {
  const fixed = filter.options?.find((option) => option.value === value);
  return fixed ? fixed.label : <AskedName filter={filter} value={value} />;
}

function AskedName({ filter, value }: { filter: FilterDef; value: string }) {
  return filter.useName!(value) ?? '…';
}

type ListProps = OptionsProps & {
  options: readonly FilterOption[];
  loading?: boolean;
  text?: string;
  onText?: (text: string) => void;
};

function OptionList({ filter, value, onChoose, options, loading, text, onText }: ListProps) {
  const any: { value: string | undefined; label: string } = { value: undefined, label: filter.any ?? 'Any' };
  const shown = text?.trim() ? options : [any, ...options];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the controls within
    <div className={onText ? styles.finder : undefined} onKeyDown={moveByArrows}>
      {onText ? (
        <TextInput
          className={styles.find}
          aria-label={`Find: ${filter.label}`}
          placeholder={filter.hint ?? 'Type to find'}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          data-autofocus
          data-option
        />
      ) : null}
      <ul className={styles.choices} aria-busy={loading || undefined}>
        {shown.map((option) => (
          <li key={option.value ?? ''}>
            <button
              type="button"
              aria-pressed={option.value === value}
              data-option
              onClick={() => onChoose(option.value)}
            >
              <span>{option.label}</span>
              {option.value === value ? <IconCheck size={16} stroke={1.75} aria-hidden="true" /> : null}
            </button>
          </li>
        ))}
      </ul>
      {onText && options.length === 0 ? (
        <p className={styles.nothing} role="status">
          {loading ? 'Looking' : 'Nothing fits.'}
        </p>
      ) : null}
    </div>
  );
}

/* Up and down go through the options as in a menu; Enter in the text takes the first one. */
function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-option]')];
  const at = steps.indexOf(event.target as HTMLElement);
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault();
    // What stands there while more is looked for may not be what is meant.
    const settled = event.currentTarget.querySelector('[aria-busy]') === null;
    if (event.target.value.trim() && settled) steps[1]?.click();
    return;
  }
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  steps[Math.min(Math.max(to, 0), steps.length - 1)]?.focus();
}
