import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Drawer, FileButton, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCamera, IconFileDollar, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Photos } from '../servicing/photos.tsx';
import type { DrawLine } from '../servicing/types.ts';
import styles from './draw-form.module.css';
import { askedIn, lineIn } from './draw-form-state.ts';
import { InvoiceForm } from './invoice-form.tsx';
import type { DrawDraftState } from './use-draw-draft.ts';
import type { DrawPhotos } from './use-draw-photos.ts';

type Props = { line: DrawLine; state: DrawDraftState; photos: DrawPhotos; onClose: () => void };

/** What goes with a line: invoices, photos, stored materials, a note. Everything here is saved as it is typed. */
export function LineSheet({ line, state, photos, onClose }: Props) {
  const phone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false });
  const [adding, setAdding] = useState(false);
  const own = lineIn(state.draft, line.budgetLineId);
  const set = (change: Partial<typeof own>) => state.setLine(line.budgetLineId, change);
  const asked = askedIn(own);
  const billed = own.invoices.reduce((sum, invoice) => sum + invoice.amountCents, 0);
  const ids = photos.of(line);
  return (
    <Drawer
      opened
      onClose={onClose}
      title={line.name}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 460}
    >
      <FormGrid onSubmit={onClose}>
        <section aria-label="Invoices">
          <div className={styles.bar}>
            <h2>Invoices</h2>
            {own.invoices.length ? (
              <span className="label">
                {money(billed)} of {money(asked)}
              </span>
            ) : null}
          </div>
          <ul className={styles.rows}>
            {own.invoices.map((invoice, at) => (
              <li
                key={`${invoice.payeeName}-${invoice.number}-${invoice.amountCents}`}
                style={{ paddingInline: 0 }}
              >
                <IconFileDollar size={18} stroke={1.75} aria-hidden="true" />
                <span className={styles.rowText}>
                  <b>
                    {invoice.payeeName}
                    {invoice.number ? `, ${invoice.number}` : ''}
                  </b>
                  <span className="label">
                    {invoice.documentId ? 'File attached' : 'No file yet'}
                    {invoice.reimbursed ? ', paid by you' : ''}
                  </span>
                </span>
                <span className={styles.sum}>{money(invoice.amountCents)}</span>
                <Button
                  variant="subtle"
                  color="gray"
                  px={8}
                  aria-label={`Take out the invoice of ${invoice.payeeName}`}
                  onClick={() => set({ invoices: own.invoices.filter((_, other) => other !== at) })}
                >
                  <IconTrash size={16} stroke={1.75} />
                </Button>
              </li>
            ))}
          </ul>
          {adding ? (
            <InvoiceForm
              drawId={state.saved.id}
              loanId={state.saved.loanId}
              amountCents={Math.max(asked - billed, 0) || null}
              onCancel={() => setAdding(false)}
              onAdd={(invoice) => {
                set({ invoices: [...own.invoices, invoice] });
                setAdding(false);
              }}
            />
          ) : (
            <Button variant="default" onClick={() => setAdding(true)}>
              Add an invoice
            </Button>
          )}
        </section>
        <section aria-label="Photos">
          <div className={styles.bar}>
            <h2>Photos</h2>
          </div>
          <div className={styles.chips}>
            <Photos ids={ids} label={line.name} />
            <FileButton
              accept="image/*"
              multiple
              onChange={(files: File[]) => files.length && void photos.add(line, files)}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  loading={photos.busy}
                  leftSection={<IconCamera size={16} stroke={1.75} />}
                >
                  Add photos
                </Button>
              )}
            </FileButton>
          </div>
        </section>
        <MoneyInput
          label="Of it, materials stored on site"
          description="Delivered and paid, not built in yet."
          value={own.storedCents}
          onChange={(storedCents) => set({ storedCents })}
          error={
            (own.storedCents ?? 0) > asked
              ? `At most the ${money(asked)} that this line asks for.`
              : undefined
          }
        />
        <Textarea
          label="Note to the inspector and to us"
          autosize
          minRows={2}
          maxLength={2000}
          value={own.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        {adding ? null : (
          <FormActions>
            <Button type="submit">Done</Button>
          </FormActions>
        )}
      </FormGrid>
    </Drawer>
  );
}
