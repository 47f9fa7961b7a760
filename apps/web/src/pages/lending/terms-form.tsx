import { DAY_COUNTS } from '@connect/domain/daycount';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { PercentInput } from '@connect/ui/percent-input';
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Loan } from './types.ts';

const FIELDS = [
  'amountCents',
  'rate',
  'dayCount',
  'months',
  'interestFrom',
  'originationFeeCents',
  'exitFeeCents',
  'minimumInterestCents',
  'defaultRate',
  'lateFeeRate',
  'graceDays',
  'retainageRate',
  'valueCents',
  'parcelNumber',
  'legalDescription',
] as const;
type Field = (typeof FIELDS)[number];
type Terms = Pick<Loan, Field>;
/** These may be empty. */
const OPTIONAL: readonly Field[] = ['valueCents', 'parcelNumber', 'legalDescription'];

const termsIn = (loan: Loan): Terms =>
  Object.fromEntries(FIELDS.map((field) => [field, loan[field]])) as Terms;

/** The terms of a loan that is not approved; only what was changed is sent. */
export function TermsForm({ loan }: { loan: Loan }) {
  // What is not touched follows the loan, also when somebody else changes it meanwhile.
  const [typed, setTyped] = useState<Partial<Terms>>({});
  const terms = { ...termsIn(loan), ...typed };
  const changed = Object.fromEntries(
    FIELDS.filter((field) => terms[field] !== loan[field]).map((field) => [field, terms[field]]),
  );
  const save = useSubmit((body: Record<string, unknown>) =>
    api.patch('/v1/loans/{id}', { path: { id: loan.id }, ifMatch: loan.version, body }),
  );
  const set = (part: Partial<{ [F in Field]: Terms[F] | null }>) =>
    setTyped((old) => ({ ...old, ...part }) as Partial<Terms>);
  const error = (field: Field) =>
    !OPTIONAL.includes(field) && (terms[field] === null || terms[field] === '')
      ? 'This cannot be empty.'
      : save.problem?.field(`/${field}`);
  const faults = FIELDS.filter((field) => !OPTIONAL.includes(field) && terms[field] === null).length;
  const submit = async () => {
    if (faults || Object.keys(changed).length === 0) return;
    if (!(await save.submit(changed))) return;
    await refreshAll();
    setTyped({});
    toast({ tone: 'ok', title: 'Terms saved' });
  };
  const amount = (
    field: 'amountCents' | 'originationFeeCents' | 'exitFeeCents' | 'minimumInterestCents' | 'valueCents',
    label: string,
  ) => (
    <Half>
      <MoneyInput
        label={label}
        value={terms[field]}
        error={error(field)}
        onChange={(value) => set({ [field]: value })}
      />
    </Half>
  );
  const share = (field: 'rate' | 'defaultRate' | 'lateFeeRate' | 'retainageRate', label: string) => (
    <Half>
      <PercentInput
        label={label}
        value={terms[field]}
        error={error(field)}
        onChange={(value) => set({ [field]: value })}
      />
    </Half>
  );
  return (
    <Panel title="Terms">
      <FormGrid onSubmit={() => void submit()} label="Terms">
        {amount('amountCents', 'Loan amount')}
        {share('rate', 'Rate')}
        <Half>
          <NumberInput
            label="Term in months"
            min={1}
            max={360}
            allowDecimal={false}
            value={terms.months ?? ''}
            error={error('months')}
            onChange={(value) => set({ months: value === '' ? null : Number(value) })}
          />
        </Half>
        <Half>
          <Select
            label="Day count"
            allowDeselect={false}
            data={[...DAY_COUNTS]}
            value={terms.dayCount}
            onChange={(value) => set({ dayCount: (value ?? loan.dayCount) as Terms['dayCount'] })}
          />
        </Half>
        <Half>
          <Select
            label="Interest"
            allowDeselect={false}
            data={[
              { value: 'billed', label: 'Billed monthly' },
              { value: 'reserve', label: 'Out of the interest reserve' },
            ]}
            value={terms.interestFrom}
            onChange={(value) => set({ interestFrom: (value ?? loan.interestFrom) as Terms['interestFrom'] })}
          />
        </Half>
        {share('retainageRate', 'Retainage')}
        {amount('originationFeeCents', 'Origination fee')}
        {amount('exitFeeCents', 'Exit fee')}
        {amount('minimumInterestCents', 'Minimum interest')}
        {share('defaultRate', 'Default rate, on top')}
        {share('lateFeeRate', 'Late fee')}
        <Half>
          <NumberInput
            label="Days of grace"
            min={0}
            max={60}
            allowDecimal={false}
            value={terms.graceDays ?? ''}
            error={error('graceDays')}
            onChange={(value) => set({ graceDays: value === '' ? null : Number(value) })}
          />
        </Half>
        {amount('valueCents', 'Value as completed')}
        <Half>
          <TextInput
            label="Parcel number"
            maxLength={40}
            value={terms.parcelNumber ?? ''}
            error={error('parcelNumber')}
            onChange={(event) => set({ parcelNumber: event.currentTarget.value || null })}
          />
        </Half>
        <Textarea
          label="Legal description"
          description="As in the title report."
          autosize
          minRows={2}
          maxLength={5000}
          value={terms.legalDescription ?? ''}
          error={error('legalDescription')}
          onChange={(event) => set({ legalDescription: event.currentTarget.value || null })}
        />
        <ProblemNote problem={save.problem} />
        <FormActions faults={faults}>
          <Button variant="default" onClick={() => setTyped({})}>
            Undo changes
          </Button>
          <Button type="submit" loading={save.busy} disabled={Object.keys(changed).length === 0}>
            Save terms
          </Button>
        </FormActions>
      </FormGrid>
    </Panel>
  );
}
