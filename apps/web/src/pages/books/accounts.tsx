import { type Column, DataTable } from '@connect/ui/data-table';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Panel } from '@connect/ui/panel';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './books.module.css';
import { BooksFrame } from './books-frame.tsx';
import type { LedgerAccount } from './types.ts';

/** The chart of accounts, and what the accounting program calls each. */
export function LedgerAccountsPage() {
  const accounts = useRecord('/v1/accounts');
  const can = useCan();
  const [editing, setEditing] = useState<LedgerAccount | null>(null);
  return (
    <BooksFrame tab="accounts">
      <Loaded query={accounts} failed="The accounts could not be loaded">
        {({ items }) => (
          <Panel
            title="Accounts"
            note="Journal entries for QuickBooks name each account by its code there. Accounts off the books stay here."
            flush
          >
            <DataTable
              label="Chart of accounts"
              columns={COLUMNS}
              rows={items}
              rowKey={({ key }) => key}
              rowTone={({ memo }) => (memo ? 'muted' : undefined)}
              exportAs="chart-of-accounts"
              {...(can('close:periods') ? { onOpen: setEditing } : {})}
            />
          </Panel>
        )}
      </Loaded>
      {editing ? <CodeForm key={editing.key} account={editing} onClose={() => setEditing(null)} /> : null}
    </BooksFrame>
  );
}

const COLUMNS: readonly Column<LedgerAccount>[] = [
  {
    key: 'name',
    header: 'Account',
    cell: ({ name }) => <span className={styles.key}>{name}</span>,
    csv: ({ name }) => name,
  },
  {
    key: 'code',
    header: 'Code in QuickBooks',
    phone: true,
    cell: ({ externalCode, memo }) => externalCode ?? (memo ? '–' : 'Not set'),
    csv: ({ externalCode }) => externalCode,
  },
  {
    key: 'normal',
    header: 'Normal balance',
    cell: ({ normal }) => (normal === 'debit' ? 'Debit' : 'Credit'),
    csv: ({ normal }) => normal,
  },
  {
    key: 'memo',
    header: 'On the books',
    phone: true,
    cell: ({ memo }) => (memo ? 'No, a memo' : 'Yes'),
    csv: ({ memo }) => (memo ? 'no' : 'yes'),
  },
];

function CodeForm({ account, onClose }: { account: LedgerAccount; onClose: () => void }) {
  const [code, setCode] = useState(account.externalCode ?? '');
  const { submit, busy, problem } = useSubmit((externalCode: string | null) =>
    api.patch('/v1/accounts/{key}', {
      path: { key: account.key },
      ifMatch: account.version,
      body: { externalCode },
    }),
  );
  const save = async () => {
    if (!(await submit(code.trim() || null))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${account.name} saved` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={account.name}>
      <FormGrid onSubmit={() => void save()}>
        <TextInput
          label="Code in QuickBooks"
          description="The account's id there. Empty takes it away."
          value={code}
          maxLength={60}
          error={problem?.field('/externalCode')}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-autofocus
        />
        <ProblemNote problem={problem?.field('/externalCode') ? null : problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
