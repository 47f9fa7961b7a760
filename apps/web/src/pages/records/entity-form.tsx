import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useDraft } from '../../state/use-draft.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Entity } from './types.ts';
import { ENTITY_TYPES } from './words.ts';

type Draft = { name: string; entityType: string; state: string; email: string; phone: string };

/** Adds a company or trust, or changes one; its bank account is changed apart. */
export function EntityForm({ entity, onClose }: { entity: Entity | null; onClose: () => void }) {
  const navigate = useNavigate();
  const draft = useDraft<Draft>(`entity.${entity ? `${entity.id}.${entity.version}` : 'new'}`, {
    name: entity?.name ?? '',
    entityType: entity?.entityType ?? 'llc',
    state: entity?.state ?? 'WA',
    email: entity?.email ?? '',
    phone: entity?.phone ?? '',
  });
  const [taxId, setTaxId] = useState('');
  const { value, set } = draft;
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    entity
      ? api.patch<Entity>('/v1/entities/{id}', { path: { id: entity.id }, ifMatch: entity.version, body })
      : api.post<Entity>('/v1/entities' as string, { body, idempotencyKey }),
  );
  const save = async () => {
    const saved = await submit({
      name: value.name.trim(),
      entityType: value.entityType,
      state: value.state.trim().toUpperCase() || null,
      email: value.email.trim() || null,
      phone: value.phone.trim() || null,
      ...(taxId.trim() ? { taxId: taxId.trim() } : {}),
    });
    if (!saved) return;
    draft.forget();
    await refreshAll();
    toast({ tone: 'ok', title: entity ? 'Entity changed' : `${saved.name} added` });
    if (entity) onClose();
    else void navigate({ href: `/entities/${saved.id}` });
  };
  const title = entity ? 'Change the entity' : 'Add an entity';
  const text = (field: 'name' | 'state' | 'email' | 'phone', label: string, more = {}) => (
    <TextInput
      label={label}
      value={value[field]}
      error={problem?.field(`/${field}`)}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      {...more}
    />
  );
  return (
    <FormDrawer title={title} onClose={onClose}>
      <FormGrid label={title} onSubmit={() => void save()}>
        {text('name', 'Name', { placeholder: 'Sample Builder LLC', 'data-autofocus': true })}
        <Half>
          <Select
            label="Form"
            data={ENTITY_TYPES}
            allowDeselect={false}
            value={value.entityType}
            onChange={(next) => set({ entityType: next ?? 'llc' })}
            error={problem?.field('/entityType')}
          />
        </Half>
        <Half>{text('state', 'Formed in', { placeholder: 'WA', maxLength: 2 })}</Half>
        <Half>{text('email', 'E-mail')}</Half>
        <Half>{text('phone', 'Phone')}</Half>
        <TextInput
          label="EIN"
          description={entity?.taxIdLast4 ? `Sealed, ends in ${entity.taxIdLast4}.` : 'Sealed once saved.'}
          placeholder="12-3456789"
          autoComplete="off"
          value={taxId}
          error={problem?.field('/taxId')}
          onChange={(event) => setTaxId(event.currentTarget.value)}
        />
        <ProblemNote problem={problem} />
        <FormActions faults={problem?.errors.length ?? 0}>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            {entity ? 'Save' : 'Add the entity'}
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}
