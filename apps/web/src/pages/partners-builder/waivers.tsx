import { EmptyState } from '@connect/ui/empty-state';
import { money, words } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { statusOf } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { Button, FileButton, SegmentedControl } from '@mantine/core';
import { IconFileDescription, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { QueryError } from '../../components/loaded.tsx';
import { useList } from '../../state/use-list.ts';
import type { LoanRow, Waiver } from '../servicing/types.ts';
import { PAPER_FILES, useReceiveWaiver } from '../servicing/waiver-acts.tsx';
import styles from './draw-form.module.css';
import { useAskPayee } from './use-ask-payee.ts';

const OPEN = 'required,requested';

/** Every lien waiver the builder's draws wait for, over all loans: upload the signed form, or have the payee asked. */
export function WaiversPage() {
  usePageTitle('Lien waivers');
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const waivers = useList<Waiver>('/v1/lien-waivers', {
    filters: which === 'open' ? { state: OPEN } : {},
    limit: 100,
  });
  const loans = useList<LoanRow>('/v1/loans', { limit: 200 });
  const placeOf = (waiver: Waiver) => loans.items.find(({ id }) => id === waiver.loanId)?.address ?? '';
  return (
    <>
      <PageHeader
        title="Lien waivers"
        actions={
          <SegmentedControl
            aria-label="Which waivers"
            value={which}
            onChange={(value) => setWhich(value as 'open' | 'all')}
            data={[
              { value: 'open', label: 'Missing' },
              { value: 'all', label: 'All' },
            ]}
          />
        }
      />
      <Panel flush>
        {waivers.problem ? <QueryError problem={waivers.problem} onRetry={waivers.retry} /> : null}
        {waivers.loading ? (
          <div className={styles.line}>
            <LinesSkeleton />
          </div>
        ) : null}
        {!waivers.loading && !waivers.problem && waivers.items.length === 0 ? (
          <EmptyState
            icon={IconFileDescription}
            title={which === 'open' ? 'No waiver is missing' : 'No waivers yet'}
          >
            With each draw, payees promise to waive their lien once paid, and waive it for what was paid
            before. What is missing appears here.
          </EmptyState>
        ) : (
          <ul className={styles.rows}>
            {waivers.items.map((waiver) => (
              <Row key={waiver.id} waiver={waiver} place={placeOf(waiver)} />
            ))}
          </ul>
        )}
        {waivers.hasMore ? (
          <div className={styles.line}>
            <Button variant="default" onClick={waivers.more} loading={waivers.loadingMore}>
              Load more
            </Button>
          </div>
        ) : null}
      </Panel>
    </>
  );
}

function Row({ waiver, place }: { waiver: Waiver; place: string }) {
  const { receive, busy } = useReceiveWaiver(waiver.drawId);
  const asker = useAskPayee();
  const { icon, word, tone } = statusOf('waiver', waiver.state);
  const open = OPEN.split(',').includes(waiver.state);
  const title = `${words(waiver.form)} waiver, ${waiver.forDrawNumber ? `draw ${waiver.forDrawNumber}` : 'next draw'}`;
  return (
    <li>
      <span className={styles.rowText}>
        <b>{waiver.payeeName}</b>
        <span className="label">
          {title}. {place}. {money(waiver.amountCents)}
        </span>
        {waiver.reason && open ? (
          <span className={`label ${styles.warn}`}>Came back: {waiver.reason}</span>
        ) : null}
      </span>
      <Mark icon={icon} tone={tone === 'hold' ? 'look' : tone}>
        {word}
      </Mark>
      {open ? (
        <span className={styles.chips}>
          <Button
            variant="default"
            loading={asker.busy}
            aria-label={`${waiver.askedAt ? 'Remind' : 'Ask to sign'}: ${title}, ${waiver.payeeName}`}
            onClick={() => void asker.ask([waiver.id])}
          >
            {waiver.askedAt ? 'Remind' : 'Ask to sign'}
          </Button>
          <FileButton accept={PAPER_FILES} onChange={(file) => file && void receive(waiver.id, file)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={busy}
                aria-label={`Upload: ${title}, ${waiver.payeeName}`}
                leftSection={<IconUpload size={16} stroke={1.75} />}
              >
                Upload
              </Button>
            )}
          </FileButton>
        </span>
      ) : null}
    </li>
  );
}
