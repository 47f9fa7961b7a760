import { bookDate, date, money, words } from '@connect/ui/format';
import { Facts } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, FileButton } from '@mantine/core';
import { IconMailForward, IconUpload } from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import { MoveBar } from '../../components/move-bar.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { uploadFile } from '../../state/upload.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './servicing.module.css';
import type { Draw, Waiver } from './types.ts';
import { useRemindPayees } from './use-remind-payees.ts';

/** Takes a signed waiver in: the file is kept with the draw, then the waiver is received with it. */
export function useReceiveWaiver(drawId: string) {
  const { submit, busy, problem } = useSubmit(
    async ({ waiverId, file }: { waiverId: string; file: File }, { idempotencyKey }) => {
      const document = await uploadFile(file, {
        subjectType: 'draw',
        subjectId: drawId,
        kind: 'lien_waiver',
      });
      const waiver = await api.get<Waiver>('/v1/lien-waivers/{id}' as string, { path: { id: waiverId } });
      return api.post('/v1/lien-waivers/{id}/transitions' as string, {
        path: { id: waiverId },
        ifMatch: waiver.version,
        idempotencyKey,
        body: { action: 'receive', data: { documentId: document.id } },
      });
    },
  );
  const receive = async (waiverId: string, file: File) => {
    const done = await submit({ waiverId, file });
    if (done === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'The waiver is in' });
  };
  return { receive, busy, problem };
}

/** Signed forms are PDF files or pictures of paper. */
export const PAPER_FILES = 'application/pdf,image/png,image/jpeg,image/webp,image/heic';

/** One waiver: whose it is, what it waits for, and what may be done with it. */
export function WaiverMoves({ draw, waiverId }: { draw: Draw; waiverId: string }) {
  const waiver = useRecord<Waiver>('/v1/lien-waivers/{id}', { id: waiverId });
  const { receive, busy, problem } = useReceiveWaiver(draw.id);
  if (!waiver.data) return null;
  const record = waiver.data;
  const { payeeName, form, amountCents, state, askedAt, reason, moves } = record;
  const mayReceive = moves.some(({ action }) => action === 'receive');
  return (
    <>
      <Facts
        items={[
          { label: 'Payee', value: payeeName },
          { label: 'Form', value: words(form) },
          {
            label: 'For',
            value: record.forDrawNumber ? `Draw ${record.forDrawNumber}` : 'This draw',
          },
          { label: 'Amount', value: money(amountCents) },
          ...(askedAt ? [{ label: 'Asked', value: date(bookDate(askedAt)) }] : []),
          { label: 'State', value: <StatusTag kind="waiver" state={state} /> },
        ]}
      />
      {reason ? <p className="sub">{reason}</p> : null}
      <div className={styles.rowButtons}>
        {mayReceive ? (
          <FileButton accept={PAPER_FILES} onChange={(file) => file && void receive(waiverId, file)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={busy}
                leftSection={<IconUpload size={16} stroke={1.75} />}
              >
                Upload the signed form
              </Button>
            )}
          </FileButton>
        ) : null}
        <MoveBar
          resource="lien-waivers"
          record={record}
          actions={['accept', 'request', 'remind', 'return', 'revoke', 'waive']}
        />
      </div>
      <ProblemNote problem={problem} />
    </>
  );
}

/** Asks for every waiver that is missing; who was asked before is reminded. */
export function RemindPayees({ draw }: { draw: Draw }) {
  const { remind, busy, problem } = useRemindPayees();
  const owed = draw.papers.flatMap(({ waiverId, isIn, party }) =>
    waiverId && !isIn ? [{ waiverId, payee: party ?? '' }] : [],
  );
  if (owed.length === 0) return null;
  return (
    <>
      <Button
        size="xs"
        loading={busy}
        leftSection={<IconMailForward size={16} stroke={1.75} />}
        onClick={() => void remind(owed)}
      >
        Remind
      </Button>
      <ProblemNote problem={problem} />
    </>
  );
}
