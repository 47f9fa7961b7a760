import { money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { DrawBar } from '@connect/ui/progress-bars';
import { IconFileDollar, IconNote, IconPackage, IconPhoto, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { DrawLine } from '../servicing/types.ts';
import styles from './draw-form.module.css';
import { askedIn, lineIn, percentOf } from './draw-form-state.ts';
import { LineSheet } from './line-sheet.tsx';
import type { DrawDraftState } from './use-draw-draft.ts';
import { useDrawPhotos } from './use-draw-photos.ts';

/** What is asked for, line by line. Lines under way come first; the others are a tap away. */
export function AmountsStep({ state }: { state: DrawDraftState }) {
  const { saved, draft } = state;
  const photos = useDrawPhotos(saved.id);
  const [open, setOpen] = useState<string | null>(null);
  const started = saved.lines.filter(
    (line) =>
      askedIn(lineIn(draft, line.budgetLineId)) > 0 || (line.drawnBeforeCents > 0 && line.leftCents > 0),
  );
  // What was in progress when the page was opened stays in sight while one types.
  const [inProgress] = useState(() => new Set(started.map((line) => line.budgetLineId)));
  const [all, setAll] = useState(started.length === 0);
  const shown = saved.lines.filter(
    (line) => all || inProgress.has(line.budgetLineId) || askedIn(lineIn(draft, line.budgetLineId)) > 0,
  );
  const opened = saved.lines.find((line) => line.budgetLineId === open);
  return (
    <>
      <div className={styles.bar}>
        <h2>{all ? `All ${saved.lines.length} lines` : 'Lines in progress'}</h2>
        {inProgress.size && inProgress.size < saved.lines.length ? (
          <button type="button" onClick={() => setAll(!all)}>
            {all ? 'Only lines in progress' : `Show all ${saved.lines.length}`}
          </button>
        ) : null}
      </div>
      <Panel flush>
        {shown.map((line) => (
          <LineRow
            key={line.budgetLineId}
            line={line}
            state={state}
            photos={photos.of(line).length}
            onOpen={() => setOpen(line.budgetLineId)}
          />
        ))}
      </Panel>
      {opened ? (
        <LineSheet line={opened} state={state} photos={photos} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

type RowProps = { line: DrawLine; state: DrawDraftState; photos: number; onOpen: () => void };

function LineRow({ line, state, photos, onOpen }: RowProps) {
  const own = lineIn(state.draft, line.budgetLineId);
  const asked = askedIn(own);
  const over = asked > line.leftCents;
  const before = percentOf(line.drawnBeforeCents, line.budgetCents);
  const to = percentOf(line.drawnBeforeCents + asked, line.budgetCents);
  return (
    <div className={styles.line}>
      <div className={styles.head}>
        <div className={styles.name}>
          <b>{line.name}</b>
          <span className={over ? `label ${styles.warn}` : 'label'}>
            {over
              ? `More than the ${money(line.leftCents)} left`
              : `Left ${money(line.leftCents, { cents: false })}`}
          </span>
        </div>
        <MoneyInput
          aria-label={`Amount for ${line.name}`}
          placeholder="0.00"
          className={styles.amount}
          value={own.requestedCents}
          onChange={(requestedCents) => state.setLine(line.budgetLineId, { requestedCents })}
        />
      </div>
      <DrawBar before={before} to={Math.max(to, before)} />
      {asked > 0 || own.invoices.length || own.note ? (
        <div className={styles.chips}>
          {own.invoices.map((invoice) => (
            <button
              key={`${invoice.payeeName}-${invoice.number}-${invoice.amountCents}`}
              type="button"
              className={styles.chip}
              onClick={onOpen}
            >
              <IconFileDollar size={16} stroke={1.75} aria-hidden="true" />
              {invoice.number || invoice.payeeName}
            </button>
          ))}
          {photos ? (
            <button type="button" className={styles.chip} onClick={onOpen}>
              <IconPhoto size={16} stroke={1.75} aria-hidden="true" />
              {photos} {photos === 1 ? 'photo' : 'photos'}
            </button>
          ) : null}
          {own.storedCents ? (
            <button type="button" className={styles.chip} onClick={onOpen}>
              <IconPackage size={16} stroke={1.75} aria-hidden="true" />
              Stored {money(own.storedCents)}
            </button>
          ) : null}
          {own.note ? (
            <button type="button" className={styles.chip} onClick={onOpen}>
              <IconNote size={16} stroke={1.75} aria-hidden="true" />
              Note
            </button>
          ) : null}
          <button
            type="button"
            className={styles.chip}
            data-add
            aria-label={`Add invoice, photos, stored materials or a note to ${line.name}`}
            onClick={onOpen}
          >
            <IconPlus size={16} stroke={1.75} aria-hidden="true" />
            Add
          </button>
        </div>
      ) : null}
    </div>
  );
}
