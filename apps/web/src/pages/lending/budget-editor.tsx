import { BUDGET_KINDS } from '@connect/domain/loan-budget';
import { cents, centsToNumber, subtractCents, sumCents } from '@connect/domain/money';
import { AutosaveStatus } from '@connect/ui/autosave-status';
import { money, words } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Notice } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { PercentInput } from '@connect/ui/percent-input';
import { StickyFooter } from '@connect/ui/sticky-footer';
import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { queryClient } from '../../state/query-client.ts';
import { recordKey } from '../../state/record-key.ts';
import { useAutosave } from '../../state/use-autosave.ts';
import styles from './lending.module.css';
import type { Loan } from './types.ts';

type Line = {
  key: string;
  id?: string;
  kind: string;
  name: string;
  originalCents: number | null;
  equityCents: number | null;
  retainageRate: string | null;
};

const linesOf = (loan: Loan): Line[] =>
  loan.budget.lines.map(({ id, kind, name, originalCents, equityCents, retainageRate }) => ({
    key: id,
    id,
    kind,
    name,
    originalCents,
    equityCents,
    retainageRate,
  }));

const isWhole = (line: Line) => line.name.trim() !== '' && line.originalCents !== null;
const KINDS = BUDGET_KINDS.map((kind) => ({ value: kind, label: words(kind) }));

/** The lines of a draft's budget; saves by itself, and says how far their sum is from the loan. */
export function BudgetEditor({ loan }: { loan: Loan }) {
  const [lines, setLines] = useState(() => linesOf(loan));
  const version = useRef(loan.version);
  // Another tab's change of the loan raises the version; what is typed here still goes on top of it.
  version.current = Math.max(version.current, loan.version);
  const whole = lines.every(isWhole) && lines.length > 0;
  const save = useAutosave({
    key: `budget-${loan.id}`,
    value: lines,
    enabled: whole,
    save: async (value) => {
      const after = await api.put('/v1/loans/{id}/budget', {
        path: { id: loan.id },
        ifMatch: version.current,
        body: { lines: value.map(bodyOf) },
      });
      version.current = after.version;
      // Lines that were new have their id now; without it the next save would make them once more.
      setLines((now) =>
        now.map((line, at) => {
          const stored = after.budget.lines[at];
          return line.id || !stored || stored.name !== line.name ? line : { ...line, id: stored.id };
        }),
      );
      queryClient.setQueryData(recordKey('/v1/loans/{id}', { id: loan.id }), after);
    },
  });
  const change = (key: string, part: Partial<Line>) =>
    setLines((now) => now.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const sum = sumCents(lines.map((line) => cents(line.originalCents ?? 0)));
  const off = centsToNumber(subtractCents(cents(loan.amountCents), sum));
  return (
    <>
      {save.left ? <Left onTake={() => setLines(save.left ?? [])} onDrop={save.discardLocal} /> : null}
      <Panel
        title="Budget"
        note="Land and fees go out at funding, the rest by draws."
        flush
        aside={<AutosaveStatus state={save.state} at={save.savedAt} />}
      >
        <div className={`${styles.line} ${styles.lineHead}`} aria-hidden="true">
          <span>Kind</span>
          <span>Line</span>
          <span data-right>Loan pays</span>
          <span data-right>Borrower brings</span>
          <span data-right>Retainage</span>
          <span />
        </div>
        {lines.map((line, at) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own around a table's row
          <div
            key={line.key}
            className={styles.line}
            role="group"
            aria-label={`Line ${at + 1}, ${line.name}`}
          >
            <Select
              aria-label="Kind"
              allowDeselect={false}
              data={KINDS}
              value={line.kind}
              onChange={(kind) => change(line.key, { kind: kind ?? line.kind })}
            />
            <TextInput
              aria-label="Name"
              maxLength={100}
              value={line.name}
              error={line.name.trim() ? null : 'Name the line.'}
              onChange={(event) => change(line.key, { name: event.currentTarget.value })}
            />
            <MoneyInput
              aria-label={`${line.name}: loan pays`}
              value={line.originalCents}
              onChange={(originalCents) => change(line.key, { originalCents })}
            />
            <MoneyInput
              aria-label={`${line.name}: borrower brings`}
              value={line.equityCents}
              onChange={(equityCents) => change(line.key, { equityCents })}
            />
            <PercentInput
              aria-label={`${line.name}: retainage`}
              value={line.retainageRate}
              onChange={(retainageRate) => change(line.key, { retainageRate })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              aria-label={`Remove ${line.name || 'the line'}`}
              disabled={lines.length === 1}
              onClick={() => setLines((now) => now.filter((other) => other.key !== line.key))}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </div>
        ))}
        <Group p="12px 18px">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setLines((now) => [...now, newLine()])}
          >
            Add a line
          </Button>
        </Group>
      </Panel>
      <StickyFooter
        sums={[
          { key: 'sum', label: `Budget, ${lines.length} lines`, value: money(centsToNumber(sum)) },
          { key: 'loan', label: 'Loan', value: money(loan.amountCents) },
          { key: 'off', label: off < 0 ? 'Over the loan' : 'Not budgeted', value: money(Math.abs(off)) },
        ]}
        note={
          off === 0
            ? 'The lines sum to the loan.'
            : 'Saved all the same; the audit holds the approval until the lines sum to the loan.'
        }
      />
      <ProblemNote problem={save.problem} />
    </>
  );
}

function Left({ onTake, onDrop }: { onTake: () => void; onDrop: () => void }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <Notice
        tone="look"
        icon={<IconAlertTriangle size={18} stroke={1.75} />}
        action={
          <>
            <button
              type="button"
              className={styles.linkButton}
              onClick={() => {
                onTake();
                onDrop();
              }}
            >
              Take it up
            </button>{' '}
            <button type="button" className={styles.linkButton} onClick={onDrop}>
              Drop it
            </button>
          </>
        }
      >
        An earlier change to this budget is only on this device.
      </Notice>
    </div>
  );
}

const newLine = (): Line => ({
  key: crypto.randomUUID(),
  kind: 'hard',
  name: '',
  originalCents: null,
  equityCents: null,
  retainageRate: null,
});

const bodyOf = (line: Line) => ({
  ...(line.id ? { id: line.id } : {}),
  kind: line.kind,
  name: line.name.trim(),
  originalCents: line.originalCents ?? 0,
  ...(line.equityCents === null ? {} : { equityCents: line.equityCents }),
  ...(line.retainageRate === null ? {} : { retainageRate: line.retainageRate }),
});
