import { EmptyState } from '@connect/ui/empty-state';
import { money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFiles } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './draw-form.module.css';
import { askedIn, lineIn } from './draw-form-state.ts';
import { LineSheet } from './line-sheet.tsx';
import { PaperRows } from './paper-rows.tsx';
import type { DrawDraftState } from './use-draw-draft.ts';
import { useDrawPhotos } from './use-draw-photos.ts';

/** Invoices and photos of each line that asks, then the waivers this draw needs. */
export function DocumentsStep({ state }: { state: DrawDraftState }) {
  const { saved, draft } = state;
  const photos = useDrawPhotos(saved.id);
  const [open, setOpen] = useState<string | null>(null);
  const asking = saved.lines.filter((line) => askedIn(lineIn(draft, line.budgetLineId)) > 0);
  const opened = saved.lines.find((line) => line.budgetLineId === open);
  const waivers = saved.papers.filter((paper) => paper.waiverId);
  if (asking.length === 0)
    return (
      <Panel flush>
        <EmptyState icon={IconFiles} title="No line asks for money yet">
          Enter an amount on at least one line; its invoices and photos are collected here.
        </EmptyState>
      </Panel>
    );
  return (
    <>
      <Panel title="Invoices and photos" flush>
        <ul className={styles.rows}>
          {asking.map((line) => {
            const own = lineIn(draft, line.budgetLineId);
            const billed = own.invoices.reduce((sum, invoice) => sum + invoice.amountCents, 0);
            const count = photos.of(line).length;
            return (
              <li key={line.budgetLineId}>
                <span className={styles.rowText}>
                  <b>{line.name}</b>
                  <span className="label">
                    {money(askedIn(own))} asked
                    {count ? `, ${count} ${count === 1 ? 'photo' : 'photos'}` : ''}
                  </span>
                </span>
                <InvoiceMark asked={askedIn(own)} billed={billed} files={own.invoices} />
                <Button
                  variant="default"
                  aria-label={`Invoices and photos of ${line.name}`}
                  onClick={() => setOpen(line.budgetLineId)}
                >
                  {own.invoices.length ? 'Change' : 'Add'}
                </Button>
              </li>
            );
          })}
        </ul>
      </Panel>
      <Panel
        title="Lien waivers"
        note="Each payee promises to waive once paid, and waives for what was paid before. You can send now and bring them later; payment waits for them."
        flush
      >
        <PaperRows draw={saved} papers={waivers} />
      </Panel>
      {opened ? (
        <LineSheet line={opened} state={state} photos={photos} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

function InvoiceMark({
  asked,
  billed,
  files,
}: {
  asked: number;
  billed: number;
  files: readonly { documentId: string | null }[];
}) {
  if (files.length === 0) return <span className="label">No invoice: you are paid</span>;
  if (files.some(({ documentId }) => !documentId))
    return (
      <Mark icon={IconAlertTriangle} tone="look">
        File missing
      </Mark>
    );
  if (billed !== asked)
    return (
      <Mark icon={IconAlertTriangle} tone="look">
        Invoices {money(billed)}
      </Mark>
    );
  return (
    <Mark icon={IconCircleCheck} tone="ok">
      {files.length === 1 ? 'Invoice in' : `${files.length} invoices in`}
    </Mark>
  );
}
