import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { amount, bookDate, date, moment, money } from '@connect/ui/format';
import { Stacked } from '@connect/ui/page';
import { Facts } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Drawer } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { saveFile } from '../../components/use-file.ts';
import { useMove } from '../../state/use-move.ts';
import { usePaymentFile } from './release-dialog.tsx';
import styles from './servicing.module.css';
import type { PaymentFile } from './types.ts';

/** One payment file: its totals, its payments, the download for the bank, and the confirmation that it settled. */
export function FileDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const file = usePaymentFile(id);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={file.data ? `Payment file ${file.data.number}` : 'Payment file'}
    >
      <Loaded query={file} failed="This payment file could not be loaded">
        {(record) => <Contents file={record} />}
      </Loaded>
    </Drawer>
  );
}

function Contents({ file }: { file: PaymentFile }) {
  return (
    <Stacked>
      <Facts
        items={[
          {
            label: 'State',
            value: (
              <StatusTag
                kind="payment"
                state={file.state}
                label={file.state === 'exported' ? 'With the bank' : undefined}
              />
            ),
          },
          { label: 'Control total', value: <b>{money(file.controlTotalCents)}</b> },
          { label: 'Payees', value: file.entryCount },
          { label: 'Entry hash', value: file.entryHash },
          { label: 'Shall settle', value: date(file.effectiveDate) },
          { label: 'Settled', value: date(file.settlementDate) },
          { label: 'Made', value: `${file.createdByName}, ${moment(file.createdAt)}` },
          ...(file.confirmedByName ? [{ label: 'Confirmed by', value: file.confirmedByName }] : []),
        ]}
      />
      <div>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.75} />}
          onClick={() => void saveFile(`/v1/payment-files/${file.id}/content`, file.fileName)}
        >
          Download {file.fileName}
        </Button>
        <p className="label">Every download is on record with who and when.</p>
      </div>
      <ul className={styles.payments}>
        {file.payments.map((payment) => (
          <li key={payment.id}>
            <span>
              <a href={`/draws/${payment.drawId}`}>{payment.payeeName}</a>
              <span className="label"> …{payment.bankLast4 ?? '–'}</span>
            </span>
            <StatusTag kind="payment" state={payment.state} />
            <span className="num">{amount(payment.amountCents)}</span>
          </li>
        ))}
      </ul>
      {file.state === 'exported' ? <Confirm file={file} /> : null}
    </Stacked>
  );
}

/* Principal and interest start on this day, so the person says which it was. */
function Confirm({ file }: { file: PaymentFile }) {
  const today = bookDate(new Date());
  const [day, setDay] = useState<string | null>(file.effectiveDate < today ? file.effectiveDate : today);
  const mover = useMove('payment-files', file, { done: `${file.number} settled` });
  return (
    <FormGrid onSubmit={() => day && void mover.move({ action: 'confirm', data: { settlementDate: day } })}>
      <DateInput
        label="The bank settled it on"
        description="Principal and interest start on this day. Draws of which nothing is under way any more are paid."
        value={day}
        onChange={setDay}
        max={today}
        error={mover.problem?.field('/data/settlementDate')}
      />
      <ProblemNote problem={mover.problem} />
      <FormActions>
        <Button type="submit" loading={mover.busy !== null}>
          Confirm settlement
        </Button>
      </FormActions>
    </FormGrid>
  );
}
