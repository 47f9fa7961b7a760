import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { emailFault } from '../../components/form-fields.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ROLE_OPTIONS, type User } from './user-words.tsx';

/** Adds an account and mails the link by which the person chooses a password. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState({ displayName: '', email: '', role: null as string | null });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }));
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    api.post<User>('/auth/invitations', { body, idempotencyKey }),
  );
  const faults = {
    displayName: form.displayName.trim() ? null : 'Enter the name.',
    email: emailFault(form.email),
    role: form.role ? null : 'Choose a role.',
  };
  const refused = (name: string) => problem?.field(`/${name}`);
  const send = async () => {
    setTried(true);
    if (Object.values(faults).some(Boolean)) return;
    const user = await submit({
      displayName: form.displayName.trim(),
      email: form.email.trim(),
      role: form.role,
    });
    if (!user) return;
    await refreshAll();
    toast({
      tone: 'ok',
      title: `Invitation sent to ${user.email}`,
      children: 'The link is good for seven days.',
    });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Invite user">
      <FormGrid onSubmit={() => void send()}>
        <TextInput
          label="Name"
          maxLength={100}
          value={form.displayName}
          error={(tried && faults.displayName) || refused('displayName')}
          onChange={(event) => set({ displayName: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          value={form.email}
          error={(tried && faults.email) || refused('email')}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <Select
          label="Role"
          description="What the person sees and may do follows from it."
          data={ROLE_OPTIONS}
          value={form.role}
          error={(tried && faults.role) || refused('role')}
          onChange={(role) => set({ role })}
        />
        <ProblemNote problem={problem} />
        <FormActions faults={tried ? Object.values(faults).filter(Boolean).length : 0}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Send invitation
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
