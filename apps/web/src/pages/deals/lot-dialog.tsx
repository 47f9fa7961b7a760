import { type LotUnit, squareFeetOf } from '@connect/domain/lot';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { LotOutline } from '@connect/ui/lot-outline';
import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './lot-dialog.module.css';
import { draftOf, type LotDraft, NO_SHAPE, type ReadLot, readDraft } from './lot-draft.ts';
import { LotShape } from './lot-shape.tsx';
import type { Project } from './types.ts';

/** Draws the lot from the survey: a rectangle, corners, or bearings and distances, with the picture beside it. */
export function LotDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const [draft, setDraft] = useState<LotDraft>(() => draftOf(project.lotOutline));
  const [measured, setMeasured] = useState(project.lotSquareFeet === null);
  const [tried, setTried] = useState(false);
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch<Project>('/v1/projects/{id}', { path: { id: project.id }, ifMatch: project.version, body }),
  );
  const read = readDraft(draft);
  const { kept, fault } = read;
  const area = kept && Math.round(squareFeetOf(kept.parcel));
  const differs = area !== null && area !== project.lotSquareFeet;
  const set = (change: Partial<LotDraft>) => setDraft((now) => ({ ...now, ...change }));
  const send = async (body: object, done: string) => {
    if ((await submit(body)) === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: done });
    onClose();
  };
  const save = () => {
    setTried(true);
    if (!kept) return;
    const size = differs && measured ? { lotSquareFeet: area } : {};
    void send({ lotOutline: kept, ...size }, 'The lot is drawn');
  };
  const empty = tried && !read.drawn ? 'Give the lot’s measures, corners or sides.' : undefined;
  return (
    <Modal opened onClose={onClose} title={`Lot of ${project.address}`} size={820}>
      <div className={styles.split}>
        <FormGrid onSubmit={save}>
          <SegmentedControl
            className={styles.unit}
            aria-label="Unit"
            value={draft.unit}
            onChange={(unit) => set({ unit: unit as LotUnit })}
            data={[
              { value: 'feet', label: 'Feet' },
              { value: 'metres', label: 'Metres' },
            ]}
          />
          <LotShape
            name="Lot"
            shape={draft.parcel}
            unit={draft.unit}
            error={fault?.of === 'parcel' ? fault.message : empty}
            onChange={(parcel) => set({ parcel })}
          />
          <Checkbox
            label="Draw the building too"
            checked={draft.footprint !== null}
            onChange={(event) => set({ footprint: event.currentTarget.checked ? NO_SHAPE : null })}
          />
          {draft.footprint ? (
            <LotShape
              name="Building"
              placed
              shape={draft.footprint}
              unit={draft.unit}
              error={fault?.of === 'footprint' ? fault.message : undefined}
              onChange={(footprint) => set({ footprint })}
            />
          ) : null}
          {differs ? (
            <Checkbox
              label={`Record ${area.toLocaleString('en-US')} sq ft as the size of the lot`}
              description={
                project.lotSquareFeet
                  ? `On record: ${project.lotSquareFeet.toLocaleString('en-US')} sq ft.`
                  : 'No size is on record yet.'
              }
              checked={measured}
              onChange={(event) => setMeasured(event.currentTarget.checked)}
            />
          ) : null}
          <ProblemNote problem={problem} />
          <FormActions>
            {project.lotOutline ? (
              <Button
                variant="subtle"
                color="gray"
                loading={busy}
                onClick={() => void send({ lotOutline: null }, 'The outline is taken back')}
              >
                Remove the outline
              </Button>
            ) : null}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Save the lot
            </Button>
          </FormActions>
        </FormGrid>
        <Preview read={read} area={area} unit={draft.unit} />
      </div>
    </Modal>
  );
}

/* What is typed, drawn as it is typed, right or wrong. */
function Preview({ read, area, unit }: { read: ReadLot; area: number | null; unit: string }) {
  const { drawn, kept, gap } = read;
  return (
    <figure className={styles.preview}>
      <LotOutline outline={drawn} size={240} label={drawn ? 'The lot as typed, north up' : undefined} />
      <figcaption className="label" role="status">
        {kept
          ? `${area?.toLocaleString('en-US')} sq ft, ${kept.parcel.length} sides, north up.`
          : drawn
            ? 'As typed, north up.'
            : 'The lot appears here as you type.'}
        {gap >= 0.005 ? ` The sides close within ${gap.toFixed(2)} ${unit}.` : ''}
      </figcaption>
    </figure>
  );
}
