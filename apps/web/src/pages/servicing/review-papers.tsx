import { amount, money } from '@connect/ui/format';
import { Facts, Panel } from '@connect/ui/panel';
import { statusOf } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { Button, FileButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDownload,
  IconFileDescription,
  IconFileDollar,
  IconPhoto,
  IconUpload,
} from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import { saveFile, useFile } from '../../components/use-file.ts';
import { useCan } from '../../state/session.ts';
import { groupPapers, type PaperGroup } from './group-papers.ts';
import styles from './review-papers.module.css';
import type { Draw, DrawLine, DrawPaper } from './types.ts';
import { takesPapers, useFileInvoice } from './use-file-invoice.ts';
import { PAPER_FILES, WaiverMoves } from './waiver-acts.tsx';

type Owned = { line: DrawLine; invoice: DrawLine['invoices'][number] };

/** A paper is known by its waiver or invoice; the report of the inspection there is but once. */
export const paperKey = (paper: DrawPaper): string => paper.waiverId ?? paper.invoiceId ?? paper.kind;

const ICONS = { lien_waiver: IconFileDescription, invoice: IconFileDollar, inspection_report: IconPhoto };

/** The papers of a draw with what is missing, and the chosen one below. */
export function ReviewPapers({
  draw,
  selected,
  onSelect,
}: {
  draw: Draw;
  selected: string | null;
  onSelect: (key: string) => void;
}) {
  const papers = draw.papers.map((paper) => ({ paper, key: paperKey(paper) }));
  const chosen = papers.find(({ key }) => key === selected);
  return (
    <Panel title="Documents" aside={`${draw.papersIn} of ${draw.papers.length}`} flush id="documents">
      <ul className={styles.papers}>
        {groupPapers(papers).map((group) => (
          <Group key={group.key} group={group} draw={draw} selected={selected} onSelect={onSelect} />
        ))}
      </ul>
      {chosen ? <Chosen key={chosen.key} draw={draw} paper={chosen.paper} /> : null}
    </Panel>
  );
}

type GroupProps = {
  group: PaperGroup;
  draw: Draw;
  selected: string | null;
  onSelect: (key: string) => void;
};

/* Several paired waivers of one form open one after another with each press. */
function Group({ group: { papers }, draw, selected, onSelect }: GroupProps) {
  const at = papers.findIndex(({ key }) => key === selected);
  const { paper } = papers[Math.max(at, 0)]!;
  const Glyph = ICONS[paper.kind] ?? IconFileDescription;
  const whose =
    papers.length === 1
      ? paper.party
      : at < 0
        ? `${papers.length} payees`
        : `${paper.party}, ${at + 1} of ${papers.length}`;
  return (
    <li>
      <button
        type="button"
        aria-pressed={at >= 0}
        className={styles.paper}
        onClick={() => onSelect(papers[(at + 1) % papers.length]!.key)}
      >
        <Glyph size={16} stroke={1.75} aria-hidden="true" />
        <span>
          <span className={styles.title}>{titleOf(paper, draw)}</span>
          {whose ? <span className="label">{whose}</span> : null}
        </span>
        <PaperMark paper={paper} />
      </button>
    </li>
  );
}

const titleOf = (paper: DrawPaper, draw: Draw): string =>
  paper.kind === 'inspection_report' && draw.inspection?.photoCount
    ? `Inspection report and ${draw.inspection.photoCount} photos`
    : paper.title;

function PaperMark({ paper }: { paper: DrawPaper }) {
  if (paper.waiverState) {
    const { icon, word, tone } = statusOf('waiver', paper.waiverState);
    return (
      <Mark icon={icon} tone={tone}>
        {word}
      </Mark>
    );
  }
  const { icon, word, tone } = statusOf(
    paper.kind === 'inspection_report' ? 'inspection' : 'document',
    paper.isIn
      ? paper.kind === 'inspection_report'
        ? paper.state === 'received'
          ? 'submitted'
          : paper.state
        : 'stored'
      : 'missing',
  );
  return (
    <Mark icon={icon} tone={paper.isIn ? tone : 'hold'}>
      {paper.isIn ? word : 'Missing'}
    </Mark>
  );
}

function Chosen({ draw, paper }: { draw: Draw; paper: DrawPaper }) {
  const can = useCan();
  const owner = draw.lines
    .flatMap((line) => line.invoices.map((invoice) => ({ line, invoice })))
    .find(({ invoice }) => invoice.id === paper.invoiceId);
  return (
    <div className={styles.chosen}>
      {paper.documentId ? <Preview id={paper.documentId} title={paper.title} /> : null}
      {owner ? <InvoiceFacts {...owner} /> : null}
      {owner && can('request:draws') && takesPapers(draw) ? <InvoiceFile draw={draw} paper={paper} /> : null}
      {paper.kind === 'inspection_report' && draw.inspection ? (
        <p className="sub">
          <a href={`/inspections/${draw.inspection.id}`}>Open the inspection</a>
        </p>
      ) : null}
      {paper.waiverId ? <WaiverMoves draw={draw} waiverId={paper.waiverId} /> : null}
      {paper.documentId || owner || paper.waiverId || paper.kind === 'inspection_report' ? null : (
        <p className="sub">Nothing is attached yet.</p>
      )}
    </div>
  );
}

/** The file itself, shown here when the browser can, and to be saved in any case. */
export function Preview({ id, title }: { id: string; title: string }) {
  const path = `/v1/documents/${id}/content`;
  const file = useFile(path);
  if (file.failed) return <p className="sub">{file.failed}</p>;
  return (
    <div className={styles.preview}>
      {file.url && file.type.startsWith('image/') ? <img src={file.url} alt={title} /> : null}
      {file.url && file.type === 'application/pdf' ? (
        <iframe src={`${file.url}#toolbar=0&navpanes=0&view=FitH`} title={title} />
      ) : null}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconDownload size={16} stroke={1.75} />}
        onClick={() => void saveFile(path, title)}
      >
        Save the file
      </Button>
    </div>
  );
}

/* The file that did not come with the request, or a better one. */
function InvoiceFile({ draw, paper }: { draw: Draw; paper: DrawPaper }) {
  const { file, busy, problem } = useFileInvoice(draw.id);
  const invoice = { id: paper.invoiceId ?? '', title: paper.title };
  return (
    <>
      <FileButton accept={PAPER_FILES} onChange={(chosen) => chosen && void file(invoice, chosen)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            loading={busy}
            leftSection={<IconUpload size={16} stroke={1.75} />}
          >
            {paper.isIn ? 'Replace the file' : 'Upload the invoice'}
          </Button>
        )}
      </FileButton>
      <ProblemNote problem={problem} />
    </>
  );
}

/* What the builder typed of the invoice, beside what the line asks for. */
function InvoiceFacts({ line, invoice }: Owned) {
  const billed = line.invoices.reduce((sum, each) => sum + each.amountCents, 0);
  const fits = billed === line.requestedCents;
  return (
    <>
      <Facts
        items={[
          { label: 'Payee', value: invoice.payeeName },
          { label: 'Number', value: invoice.number || '–' },
          { label: 'Amount', value: money(invoice.amountCents) },
          { label: 'Line', value: line.name },
          ...(invoice.reimbursed ? [{ label: 'Paid by', value: 'The builder, gets it back' }] : []),
        ]}
      />
      {fits ? null : (
        <Mark icon={IconAlertTriangle} tone="look">
          Invoices of this line come to {amount(billed)}, asked is {amount(line.requestedCents)}
        </Mark>
      )}
      {invoice.payeeLinked === false ? (
        <Mark icon={IconAlertTriangle} tone="look">
          No contact stands behind this payee yet
        </Mark>
      ) : null}
    </>
  );
}
