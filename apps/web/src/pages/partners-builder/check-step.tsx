import { money } from '@connect/ui/format';
import { Notice } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Checkbox, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import styles from './draw-form.module.css';
import { askedIn, lineIn, percentOf, storedIn } from './draw-form-state.ts';
import type { DrawDraftState } from './use-draw-draft.ts';

/** The request once more, as it will be sent. */
export function CheckStep({ state }: { state: DrawDraftState }) {
  const { saved, draft, sums } = state;
  const asking = saved.lines.filter((line) => askedIn(lineIn(draft, line.budgetLineId)) > 0);
  const over = asking.filter((line) => askedIn(lineIn(draft, line.budgetLineId)) > line.leftCents);
  const fileless = asking.filter((line) =>
    lineIn(draft, line.budgetLineId).invoices.some(({ documentId }) => !documentId),
  );
  return (
    <>
      {over.length ? (
        <Notice tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
          {over.map(({ name }) => name).join(', ')} {over.length === 1 ? 'asks' : 'ask'} for more than is
          left. It can be sent; more than what is left is not paid without a change of the budget.
        </Notice>
      ) : null}
      {fileless.length ? (
        <Notice tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
          An invoice of {fileless.map(({ name }) => name).join(', ')} has no file. Attach it before you send:
          afterwards the request is as it is.
        </Notice>
      ) : null}
      <Panel title="You ask for" flush>
        <ul className={styles.rows}>
          {asking.map((line) => {
            const own = lineIn(draft, line.budgetLineId);
            const to = percentOf(line.drawnBeforeCents + askedIn(own), line.budgetCents);
            return (
              <li key={line.budgetLineId}>
                <span className={styles.rowText}>
                  <b>{line.name}</b>
                  <span className="label">
                    {percentOf(line.drawnBeforeCents, line.budgetCents)}% before, {to}% with this draw
                    {storedIn(own) ? `, ${money(storedIn(own))} stored` : ''}
                    {own.invoices.length
                      ? `, ${own.invoices.length} ${own.invoices.length === 1 ? 'invoice' : 'invoices'}`
                      : ''}
                  </span>
                </span>
                <span className={styles.sum}>{money(askedIn(own))}</span>
              </li>
            );
          })}
          <li>
            <span className={styles.rowText}>
              <b>{asking.length ? 'Together' : 'Nothing is asked for yet'}</b>
              <span className="label">
                About {money(sums.aboutCents)} after retainage, if the inspection supports it
              </span>
            </span>
            <b className={styles.sum}>{money(sums.requestedCents)}</b>
          </li>
        </ul>
      </Panel>
      <Textarea
        label="Anything we should know"
        description="Access to the site, what changed, who to call."
        autosize
        minRows={2}
        maxLength={5000}
        value={draft.note}
        onChange={(event) => state.set({ note: event.currentTarget.value })}
      />
      <Checkbox
        label="This is the last draw"
        description="It asks for final waivers and a finaled permit, and releases what was retained."
        checked={draft.isLast}
        onChange={(event) => state.set({ isLast: event.currentTarget.checked })}
      />
      <p className="sub">
        Next an inspector visits the site, then we check the papers. A complete file is paid within 2 business
        days.
      </p>
    </>
  );
}
