import { DateInput } from '@connect/ui/date-input';
import { date } from '@connect/ui/format';
import { Button, Group, Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown, IconHistory } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { today } from './act-date.tsx';
import styles from './lending.module.css';
import type { AsOf } from './use-as-of.ts';

/** As of which day, as known on which day: every figure on the tab answers to both. */
export function AsOfControls({ at, since }: { at: AsOf; since: string | null }) {
  return (
    <div className={styles.controls}>
      <DayChip
        icon={<IconCalendar size={16} stroke={1.75} aria-hidden="true" />}
        lead="As of"
        word={date(at.asOf)}
        label="As of"
        help="What had taken effect by the end of this day."
        value={at.asOf}
        reset="Today"
        past={at.asOf !== today()}
        since={since}
        onChange={(asOf) => at.set({ asOf })}
      />
      <DayChip
        icon={<IconHistory size={16} stroke={1.75} aria-hidden="true" />}
        lead="As known on"
        word={at.knownOn ? date(at.knownOn) : 'now'}
        label="As known on"
        help="Only what had been recorded by the end of this day."
        value={at.knownOn}
        reset="Now"
        past={at.knownOn !== null}
        since={since}
        onChange={(knownOn) => at.set({ knownOn })}
      />
      <span>All figures below answer to these two dates.</span>
    </div>
  );
}

function DayChip(props: {
  icon: ReactNode;
  lead: string;
  word: string;
  label: string;
  help: string;
  value: string | null;
  reset: string;
  past: boolean;
  since: string | null;
  onChange: (value: string | null) => void;
}) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<string | null>(props.value);
  const take = (value: string | null) => {
    props.onChange(value);
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={260} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          data-past={props.past || undefined}
          onClick={() => {
            setDraft(props.value);
            setOpened(!opened);
          }}
        >
          {props.icon}
          {props.lead} <b>{props.word}</b>
          <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={props.label}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (draft) take(draft);
          }}
        >
          <DateInput
            label={props.label}
            description={props.help}
            value={draft}
            onChange={setDraft}
            max={today()}
            {...(props.since ? { min: props.since } : {})}
            data-autofocus
          />
          <Group justify="flex-end" gap={8} mt={12}>
            <Button variant="default" size="xs" onClick={() => take(null)}>
              {props.reset}
            </Button>
            <Button type="submit" size="xs">
              Show
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
