import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Permit } from './types.ts';

const TEXTS = [
  ['description', 'For'],
  ['jurisdiction', 'Authority'],
  ['applicationNumber', 'Application number'],
  ['permitNumber', 'Permit number'],
  ['reviewer', 'Reviewer'],
] as const;
type TextField = (typeof TEXTS)[number][0];

/** Corrects facts of a permit; only what was changed is sent. */
export function ChangePermit({ permit, onClose }: { permit: Permit; onClose: () => void }) {
  const [texts, setTexts] = useState<Record<TextField, string>>(() => textsOf(permit));
  const [targetDate, setTargetDate] = useState<string | null>(permit.targetDate);
  const [expiresDate, setExpiresDate] = useState<string | null>(permit.expiresDate);
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch<Permit>('/v1/permits/{id}', { path: { id: permit.id }, ifMatch: permit.version, body }),
  );
  const save = async () => {
    const before = textsOf(permit);
    const changed = TEXTS.filter(([field]) => texts[field].trim() !== before[field]).map(
      ([field]) => [field, texts[field].trim() || null] as const,
    );
    const saved = await submit({
      ...Object.fromEntries(changed),
      ...(targetDate === permit.targetDate ? {} : { targetDate }),
      ...(expiresDate === permit.expiresDate || !expiresDate ? {} : { expiresDate }),
    });
    if (!saved) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Permit changed' });
    onClose();
  };
  // A permit number exists from the issue on, and so does an expiry.
  const issued = permit.permitNumber !== null;
  return (
    <FormDrawer title="Change the permit" onClose={onClose}>
      <FormGrid label="Change the permit" onSubmit={() => void save()}>
        {TEXTS.filter(([field]) => issued || field !== 'permitNumber').map(([field, label]) => (
          <TextInput
            key={field}
            label={label}
            value={texts[field]}
            error={problem?.field(`/${field}`)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTexts((all) => ({ ...all, [field]: value }));
            }}
          />
        ))}
        <Half>
          <DateInput
            label="Target"
            value={targetDate}
            onChange={setTargetDate}
            error={problem?.field('/targetDate')}
          />
        </Half>
        {issued ? (
          <Half>
            <DateInput
              label="Expires"
              value={expiresDate}
              onChange={setExpiresDate}
              error={problem?.field('/expiresDate')}
            />
          </Half>
        ) : null}
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}

const textsOf = (permit: Permit): Record<TextField, string> => ({
  description: permit.description ?? '',
  jurisdiction: permit.jurisdiction,
  applicationNumber: permit.applicationNumber ?? '',
  permitNumber: permit.permitNumber ?? '',
  reviewer: permit.reviewer ?? '',
});
