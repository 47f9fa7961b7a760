import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { ActionIcon, Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import styles from './journal-form.module.css';
import type { Loan } from './types.ts';

type Line = { id: number; account: string | null; debit: number | null; credit: number | null };
const blank = (id: number): Line => ({ id, account: null, debit: null, credit: null });
const centsOf = ({ debit, credit }: Line): number => (debit ?? 0) - (credit ?? 0);

/** Moves amounts between the accounts of a loan by hand, balanced while one types. */
export function JournalForm({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const [lines, setLines] = useState<Line[]>([blank(0), blank(1)]);
  const [memo, setMemo] = useState('');
  const [reason, setReason] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const [tried, setTried] = useState(false);
  const accounts = useRecord('/v1/accounts');
  const post = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/journals', { path: { id: loan.id }, idempotencyKey, body }),
  );
  const sums = { debit: sum(lines, 'debit'), credit: sum(lines, 'credit') };
  const whole = lines.every((line) => line.account && centsOf(line) !== 0);
  const balanced = sums.debit === sums.credit && sums.debit > 0;
  const change = (id: number, to: Partial<Line>) =>
    setLines((shown) => shown.map((line) => (line.id === id ? { ...line, ...to } : line)));
  const submit = async () => {
    setTried(true);
    if (!whole || !balanced || !memo.trim() || !reason.trim() || !on) return;
    const posting = await post.submit({
      memo: memo.trim(),
      reason: reason.trim(),
      effectiveDate: on,
      lines: lines.map((line) => ({ account: line.account, amountCents: centsOf(line) })),
    });
    if (!posting) return;
    await refreshAll();
    toast({ tone: 'ok', title: `Journal P-${posting.number} posted on ${loan.number}` });
    onClose();
  };
  const shown = (pointer: string) => post.problem?.field(pointer);
  return (
    <Modal opened onClose={onClose} title={`Post a journal on ${loan.number}`} size={640}>
      <FormGrid onSubmit={() => void submit()}>
        <Half>
          <TextInput
            label="What it is"
            value={memo}
            maxLength={200}
            error={tried && !memo.trim() ? 'Say what it is.' : shown('/memo')}
            onChange={(event) => setMemo(event.currentTarget.value)}
            data-autofocus
          />
        </Half>
        <Half>
          <ActDate value={on} onChange={setOn} since={loan.fundedOn} error={shown('/effectiveDate')} />
        </Half>
        <fieldset className={styles.lines} aria-label="Lines">
          {lines.map((line, at) => (
            <div key={line.id} className={styles.line}>
              <Select
                aria-label={`Account of line ${at + 1}`}
                placeholder="Account"
                searchable
                data={(accounts.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
                value={line.account}
                onChange={(account) => change(line.id, { account })}
                error={tried && !line.account ? 'Choose an account.' : shown(`/lines/${at}/account`)}
              />
              <MoneyInput
                aria-label={`Debit of line ${at + 1}`}
                placeholder="Debit"
                value={line.debit}
                onChange={(debit) => change(line.id, { debit, ...(debit ? { credit: null } : {}) })}
                error={shown(`/lines/${at}/amountCents`)}
              />
              <MoneyInput
                aria-label={`Credit of line ${at + 1}`}
                placeholder="Credit"
                value={line.credit}
                onChange={(credit) => change(line.id, { credit, ...(credit ? { debit: null } : {}) })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove line ${at + 1}`}
                disabled={lines.length === 2}
                onClick={() => setLines((all) => all.filter(({ id }) => id !== line.id))}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </div>
          ))}
          <div className={styles.line}>
            <Button
              variant="subtle"
              size="xs"
              className={styles.add}
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setLines((all) => [...all, blank(Math.max(...all.map(({ id }) => id)) + 1)])}
            >
              Add a line
            </Button>
            <output className="num" aria-label="Debits">
              {money(sums.debit)}
            </output>
            <output className="num" aria-label="Credits">
              {money(sums.credit)}
            </output>
          </div>
          {tried && whole && !balanced ? (
            <p className={styles.off} role="alert">
              Debits and credits differ by {money(Math.abs(sums.debit - sums.credit))}.
            </p>
          ) : null}
          {tried && !whole ? (
            <p className={styles.off} role="alert">
              Every line needs an account and an amount.
            </p>
          ) : null}
          {shown('/lines') ? (
            <p className={styles.off} role="alert">
              {shown('/lines')}
            </p>
          ) : null}
        </fieldset>
        <Textarea
          label="Why"
          description="It stays in the ledger and the timeline."
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={tried && !reason.trim() ? 'Say why in a sentence.' : shown('/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNote problem={post.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={post.busy}>
            Post journal
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}

const sum = (lines: readonly Line[], side: 'debit' | 'credit'): number =>
  lines.reduce((total, line) => total + (line[side] ?? 0), 0);
