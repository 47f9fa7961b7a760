import { DateInput } from '@connect/ui/date-input';
import { Half } from '@connect/ui/form-grid';
import { Select, Textarea, TextInput } from '@mantine/core';
import { type Picked, StaffPicker } from '../../components/pickers.tsx';
import { DISCIPLINES, ROOT_CAUSES } from './permit-words.ts';

export type CorrectionFacts = {
  discipline: string;
  text: string;
  sheetReference: string;
  rootCause: string | null;
  assignee: Picked | null;
  dueDate: string | null;
};
export const EMPTY_CORRECTION: CorrectionFacts = {
  discipline: 'zoning',
  text: '',
  sheetReference: '',
  rootCause: null,
  assignee: null,
  dueDate: null,
};

/** The body that the API takes. */
export const correctionBody = ({ assignee, sheetReference, ...facts }: CorrectionFacts) => ({
  ...facts,
  text: facts.text.trim(),
  sheetReference: sheetReference.trim() || null,
  assigneeId: assignee?.id ?? null,
});

/** What a correction says, and who answers it until when. */
export function CorrectionFields({
  facts,
  onChange,
  fault,
  disabled,
}: {
  facts: CorrectionFacts;
  onChange: (part: Partial<CorrectionFacts>) => void;
  fault: (pointer: string) => string | undefined;
  /** Resolved: only the cause may still be said. */
  disabled?: boolean;
}) {
  return (
    <>
      <Textarea
        label="What the city asks"
        autosize
        minRows={2}
        maxLength={5000}
        readOnly={disabled}
        value={facts.text}
        error={fault('/text')}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <Half>
        <Select
          label="Discipline"
          data={DISCIPLINES}
          allowDeselect={false}
          readOnly={disabled}
          value={facts.discipline}
          error={fault('/discipline')}
          onChange={(discipline) => onChange({ discipline: discipline ?? 'other' })}
        />
      </Half>
      <Half>
        <TextInput
          label="Sheet"
          placeholder="A1.1"
          maxLength={60}
          readOnly={disabled}
          value={facts.sheetReference}
          error={fault('/sheetReference')}
          onChange={(event) => onChange({ sheetReference: event.currentTarget.value })}
        />
      </Half>
      <Half>
        <StaffPicker
          label="Answered by"
          placeholder="Entitlement"
          readOnly={disabled}
          value={facts.assignee}
          error={fault('/assigneeId')}
          onChange={(assignee) => onChange({ assignee })}
        />
      </Half>
      <Half>
        <DateInput
          label="Due"
          readOnly={disabled}
          value={facts.dueDate}
          error={fault('/dueDate')}
          onChange={(dueDate) => onChange({ dueDate })}
        />
      </Half>
      <Select
        label="Root cause"
        description="Why it came to this; reports count it."
        clearable
        data={ROOT_CAUSES}
        value={facts.rootCause}
        error={fault('/rootCause')}
        onChange={(rootCause) => onChange({ rootCause })}
      />
    </>
  );
}
