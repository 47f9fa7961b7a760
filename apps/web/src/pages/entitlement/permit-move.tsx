import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { bookDate } from '@connect/ui/format';
import type { Move } from '@connect/ui/move-button';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { useMove } from '../../state/use-move.ts';
import { MoveCorrections, type TypedCorrection, typedCorrections } from './move-corrections.tsx';
import type { Permit } from './types.ts';

type Form = {
  /** The field of the act's day, and what the day is called. */
  day: [name: string, label: string];
  reviewer?: true;
  /** The number that the city gives. */
  number?: [name: string, label: string];
  expires?: true;
  corrections?: true;
  /** What the button and the title say. */
  title: string;
  done: string;
};

/* One row per action: what is asked besides the reason. */
const FORMS: Record<string, Form> = {
  submit: {
    title: 'Submit to the city',
    day: ['submittedDate', 'Submitted'],
    number: ['applicationNumber', 'Application number'],
    reviewer: true,
    done: 'Submitted',
  },
  mark_complete: {
    title: 'Intake complete',
    day: ['effectiveDate', 'Complete on'],
    done: 'Intake is complete',
  },
  mark_incomplete: {
    title: 'Intake incomplete',
    day: ['returnedDate', 'Returned'],
    done: 'Intake is incomplete',
  },
  start_review: {
    title: 'Review started',
    day: ['effectiveDate', 'Started'],
    reviewer: true,
    done: 'In review',
  },
  request_corrections: {
    title: 'Log corrections',
    day: ['returnedDate', 'Returned by the city'],
    reviewer: true,
    corrections: true,
    done: 'Corrections logged',
  },
  resubmit: { title: 'Resubmit', day: ['submittedDate', 'Resubmitted'], reviewer: true, done: 'Resubmitted' },
  approve: { title: 'Approved by the city', day: ['effectiveDate', 'Approved'], done: 'Approved' },
  issue: {
    title: 'Issued',
    day: ['issuedDate', 'Issued'],
    number: ['permitNumber', 'Permit number'],
    expires: true,
    done: 'Issued',
  },
  final: { title: 'Finaled', day: ['effectiveDate', 'Finaled'], done: 'Finaled' },
  deny: { title: 'Denied by the city', day: ['effectiveDate', 'Denied'], done: 'Denied' },
  withdraw: { title: 'Withdraw the permit', day: ['effectiveDate', 'Withdrawn'], done: 'Withdrawn' },
  expire: { title: 'Expired', day: ['effectiveDate', 'Expired'], done: 'Expired' },
  renew: { title: 'Renewed', day: ['effectiveDate', 'Renewed'], expires: true, done: 'Renewed' },
};

/** Asks what a move of a permit needs: its day, numbers, the reviewer, the corrections, the reason. */
export function PermitMoveDialog({
  permit,
  move,
  onClose,
}: {
  permit: Permit;
  move: Move;
  onClose: () => void;
}) {
  const form = FORMS[move.action] ?? { title: move.label, day: ['effectiveDate', 'On'], done: move.label };
  const [day, setDay] = useState<string | null>(bookDate(new Date()));
  const [reviewer, setReviewer] = useState(permit.reviewer ?? '');
  const [number, setNumber] = useState(
    form.number?.[0] === 'applicationNumber' ? (permit.applicationNumber ?? '') : (permit.permitNumber ?? ''),
  );
  const [expires, setExpires] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [corrections, setCorrections] = useState<TypedCorrection[]>(() => typedCorrections(1));
  const mover = useMove<Permit>('permits', permit, { done: form.done });
  const { problem } = mover;
  const filled = corrections.filter((correction) => correction.text.trim());
  const submit = async () => {
    const moved = await mover.move({
      action: move.action,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      data: {
        ...(day ? { [form.day[0]]: day } : {}),
        ...(form.reviewer && reviewer.trim() ? { reviewer: reviewer.trim() } : {}),
        ...(form.number && number.trim() ? { [form.number[0]]: number.trim() } : {}),
        ...(form.expires ? { expiresDate: expires ?? '' } : {}),
        ...(form.corrections && filled.length
          ? {
              corrections: filled.map(({ discipline, text, sheetReference }) => ({
                discipline,
                text: text.trim(),
                ...(sheetReference.trim() ? { sheetReference: sheetReference.trim() } : {}),
              })),
            }
          : {}),
      },
    });
    if (moved) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={form.title} size={form.corrections ? 640 : 520}>
      <FormGrid label={form.title} onSubmit={() => void submit()}>
        <Half>
          <DateInput
            label={form.day[1]}
            value={day}
            max={bookDate(new Date())}
            onChange={setDay}
            error={problem?.field(`/data/${form.day[0]}`)}
          />
        </Half>
        {form.expires ? (
          <Half>
            <DateInput
              label="Expires"
              value={expires}
              onChange={setExpires}
              error={problem?.field('/data/expiresDate')}
            />
          </Half>
        ) : null}
        {form.number ? (
          <TextInput
            label={form.number[1]}
            placeholder="6073452-CN"
            maxLength={60}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            error={problem?.field(`/data/${form.number[0]}`)}
          />
        ) : null}
        {form.reviewer ? (
          <TextInput
            label="Reviewer"
            description="At the city, if known."
            maxLength={120}
            value={reviewer}
            onChange={(event) => setReviewer(event.currentTarget.value)}
            error={problem?.field('/data/reviewer')}
          />
        ) : null}
        {form.corrections ? (
          <MoveCorrections
            corrections={corrections}
            onChange={setCorrections}
            fault={(at, field) => problem?.field(`/data/corrections/${at}/${field}`)}
          />
        ) : null}
        {move.needsReason ? (
          <Textarea
            label="Reason"
            description="It stays in the timeline."
            autosize
            minRows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problem?.field('/reason')}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            {form.corrections && filled.length
              ? `Log ${filled.length} ${filled.length === 1 ? 'correction' : 'corrections'}`
              : move.label}
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
