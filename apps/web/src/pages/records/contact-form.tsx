import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { emailFault } from '../../components/form-fields.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Contact } from './types.ts';
import { CAPACITIES } from './words.ts';

const TEXTS = [
  ['firstName', 'First name', true],
  ['lastName', 'Last name', true],
  ['company', 'Company', false],
  ['email', 'E-mail', true],
  ['phone', 'Phone', true],
] as const;
type Field = (typeof TEXTS)[number][0];
type Draft = Record<Field, string> & { capacities: string[] };

/** Adds a person or changes one. What is sealed is typed anew or left as it is; it is never kept on the device. */
export function ContactForm({ contact, onClose }: { contact: Contact | null; onClose: () => void }) {
  const navigate = useNavigate();
  const draft = useDraft<Draft>(
    `contact.${contact ? `${contact.id}.${contact.version}` : 'new'}`,
    draftOf(contact),
  );
  const [taxId, setTaxId] = useState('');
  const [dateOfBirth, setDateOfBirth] = useState<string | null>(null);
  const [emailWrong, setEmailWrong] = useState<string | null>(null);
  const { value, set } = draft;
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    contact
      ? api.patch<Contact>('/v1/contacts/{id}', { path: { id: contact.id }, ifMatch: contact.version, body })
      : api.post<Contact>('/v1/contacts' as string, { body, idempotencyKey }),
  );
  const save = async () => {
    const fault = value.email.trim() ? emailFault(value.email) : null;
    setEmailWrong(fault);
    if (fault) return;
    const saved = await submit({
      firstName: value.firstName.trim(),
      lastName: value.lastName.trim(),
      company: value.company.trim() || null,
      email: value.email.trim() || null,
      phone: value.phone.trim() || null,
      capacities: value.capacities,
      ...(taxId.trim() ? { taxId: taxId.trim() } : {}),
      ...(dateOfBirth ? { dateOfBirth } : {}),
    });
    if (!saved) return;
    draft.forget();
    await refreshAll();
    toast({ tone: 'ok', title: contact ? 'Person changed' : `${saved.name} added` });
    if (contact) onClose();
    else void navigate({ href: `/contacts/${saved.id}` });
  };
  const title = contact ? 'Change the person' : 'Add a person';
  return (
    <FormDrawer title={title} onClose={onClose}>
      <FormGrid label={title} onSubmit={() => void save()}>
        {TEXTS.map(([field, label, half]) => {
          const input = (
            <TextInput
              key={field}
              label={label}
              value={value[field]}
              data-autofocus={field === 'firstName' || undefined}
              error={(field === 'email' ? emailWrong : null) ?? problem?.field(`/${field}`)}
              onChange={(event) => set({ [field]: event.currentTarget.value })}
            />
          );
          return half ? <Half key={field}>{input}</Half> : input;
        })}
        <MultiSelect
          label="Deals with us as"
          data={CAPACITIES}
          value={value.capacities}
          onChange={(capacities) => set({ capacities })}
          error={problem?.field('/capacities')}
        />
        <Half>
          <TextInput
            label="SSN or ITIN"
            description={
              contact?.taxIdLast4 ? `Sealed, ends in ${contact.taxIdLast4}.` : 'Sealed once saved.'
            }
            placeholder="987-65-4321"
            autoComplete="off"
            value={taxId}
            error={problem?.field('/taxId')}
            onChange={(event) => setTaxId(event.currentTarget.value)}
          />
        </Half>
        <Half>
          <DateInput
            label="Date of birth"
            description={contact?.hasDateOfBirth ? 'Sealed; type it to replace it.' : 'Sealed once saved.'}
            value={dateOfBirth}
            error={problem?.field('/dateOfBirth')}
            onChange={setDateOfBirth}
          />
        </Half>
        <ProblemNote problem={problem} />
        <FormActions faults={problem?.errors.length ?? 0}>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            {contact ? 'Save' : 'Add the person'}
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}

const draftOf = (contact: Contact | null): Draft => ({
  firstName: contact?.firstName ?? '',
  lastName: contact?.lastName ?? '',
  company: contact?.company ?? '',
  email: contact?.email ?? '',
  phone: contact?.phone ?? '',
  capacities: contact?.capacities ?? [],
});
