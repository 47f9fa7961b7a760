import { type StatusKind, statusOf } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import type { DrawPaper } from '../servicing/types.ts';
import { takesPapers, useFileInvoice } from '../servicing/use-file-invoice.ts';
import { PAPER_FILES, useReceiveWaiver } from '../servicing/waiver-acts.tsx';
import styles from './draw-form.module.css';
import { useAskPayee } from './use-ask-payee.ts';

const OPEN = ['required', 'requested'];

/** Waivers and invoices of a draw with what each waits for: upload it, or have the payee of a waiver asked. */
export function PaperRows({
  draw,
  papers,
}: {
  draw: { id: string; state: string };
  papers: readonly DrawPaper[];
}) {
  if (papers.length === 0)
    return (
      <p className={`sub ${styles.line}`}>None is needed yet. They follow from the amounts and invoices.</p>
    );
  return (
    <ul className={styles.rows}>
      {papers.map((paper) =>
        paper.waiverId ? (
          <WaiverRow key={paper.waiverId} drawId={draw.id} paper={paper} id={paper.waiverId} />
        ) : (
          <InvoiceRow key={paper.invoiceId} draw={draw} paper={paper} id={paper.invoiceId ?? ''} />
        ),
      )}
    </ul>
  );
}

function WaiverRow({ drawId, paper, id }: { drawId: string; paper: DrawPaper; id: string }) {
  const { receive, busy, problem } = useReceiveWaiver(drawId);
  const asker = useAskPayee();
  return (
    <li>
      <Words paper={paper} status={['waiver', paper.waiverState ?? 'required']} />
      {OPEN.includes(paper.waiverState ?? '') ? (
        <span className={styles.chips}>
          <Button
            variant="default"
            loading={asker.busy}
            aria-label={`Ask to sign: ${paper.title}, ${paper.party}`}
            onClick={() => void asker.ask([id])}
          >
            Ask to sign
          </Button>
          <Upload paper={paper} busy={busy} onFile={(file) => void receive(id, file)}>
            Upload
          </Upload>
        </span>
      ) : null}
      <ProblemNote problem={problem} />
    </li>
  );
}

function InvoiceRow({
  draw,
  paper,
  id,
}: {
  draw: { id: string; state: string };
  paper: DrawPaper;
  id: string;
}) {
  const { file, busy, problem } = useFileInvoice(draw.id);
  return (
    <li>
      <Words paper={paper} status={['waiver', paper.isIn ? 'received' : 'required']} />
      {takesPapers(draw) ? (
        <Upload paper={paper} busy={busy} onFile={(chosen) => void file({ id, title: paper.title }, chosen)}>
          {paper.isIn ? 'Replace' : 'Upload'}
        </Upload>
      ) : null}
      <ProblemNote problem={problem} />
    </li>
  );
}

function Words({ paper, status }: { paper: DrawPaper; status: [StatusKind, string] }) {
  const { icon, word, tone } = statusOf(...status);
  return (
    <>
      <span className={styles.rowText}>
        <b>{paper.party}</b>
        <span className="label">{paper.title}</span>
      </span>
      <Mark icon={icon} tone={tone === 'hold' ? 'look' : tone}>
        {word}
      </Mark>
    </>
  );
}

function Upload({
  paper,
  busy,
  onFile,
  children,
}: {
  paper: DrawPaper;
  busy: boolean;
  onFile: (file: File) => void;
  children: string;
}) {
  return (
    <FileButton accept={PAPER_FILES} onChange={(file) => file && onFile(file)}>
      {(props) => (
        <Button
          {...props}
          variant="default"
          loading={busy}
          aria-label={`${children}: ${paper.title}, ${paper.party}`}
          leftSection={<IconUpload size={16} stroke={1.75} />}
        >
          {children}
        </Button>
      )}
    </FileButton>
  );
}
