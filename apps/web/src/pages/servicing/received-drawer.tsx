import { date, moment, money } from '@connect/ui/format';
import { Stacked } from '@connect/ui/page';
import { Facts } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Drawer } from '@mantine/core';
import { Loaded } from '../../components/loaded.tsx';
import { MoveBar } from '../../components/move-bar.tsx';
import { useUser } from '../../state/session.ts';
import { useRecord } from '../../state/use-record.ts';
import { methodName } from './payment-words.ts';
import styles from './servicing.module.css';

/** One payment received: how it was split, and its moves. */
export function ReceivedDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const payment = useRecord('/v1/payments/{id}', { id });
  const { role } = useUser();
  return (
    <Drawer opened onClose={onClose} position="right" size={440} title="Payment received">
      <Loaded query={payment} failed="This payment could not be loaded">
        {(record) => (
          <Stacked>
            <Facts
              items={[
                { label: 'Amount', value: <b>{money(record.amountCents)}</b> },
                { label: 'State', value: <StatusTag kind="payment" state={record.state} /> },
                {
                  label: 'Loan',
                  value: (
                    <a href={`/loans/${record.loanId}`}>
                      {record.loanNumber}, {record.address}
                    </a>
                  ),
                },
                { label: 'From', value: record.borrowerName },
                { label: 'By', value: methodName(record.method) },
                { label: 'Reference', value: record.reference ?? '–' },
                { label: 'Received', value: date(record.receivedOn) },
                { label: 'Counts on', value: date(record.effectiveDate) },
                ...(record.memo ? [{ label: 'Note', value: record.memo }] : []),
                { label: 'Recorded', value: `${record.createdByName}, ${moment(record.createdAt)}` },
              ]}
            />
            {record.applied ? (
              <section>
                <h3 className={styles.strong}>How it was split</h3>
                <Facts
                  items={[
                    { label: 'Fees', value: money(record.applied.feesCents) },
                    { label: 'Default and late interest', value: money(record.applied.defaultInterestCents) },
                    { label: 'Interest', value: money(record.applied.interestCents) },
                    { label: 'Principal', value: money(record.applied.principalCents) },
                    { label: 'Left unapplied', value: money(record.applied.unappliedCents) },
                  ]}
                />
              </section>
            ) : (
              <p className="sub">It is split by the waterfall when the bank has the money.</p>
            )}
            {record.returnReason ? (
              <p className="sub">
                Returned {date(record.returnedOn)}: {record.returnReason}
              </p>
            ) : null}
            {role === 'builder' ? null : (
              <div className={styles.rowButtons}>
                <MoveBar resource="payments" record={record} done="Saved" />
              </div>
            )}
          </Stacked>
        )}
      </Loaded>
    </Drawer>
  );
}
