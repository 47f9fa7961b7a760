import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Notice, PageHeader, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button, PasswordInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { passwordFault } from '../../components/form-fields.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { changePassword } from '../../state/auth-api.ts';
import { useUser } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { TotpEnrol } from './totp-enrol.tsx';

/** One's own authenticator and password. */
export function SecurityPage() {
  usePageTitle('Security');
  const user = useUser();
  return (
    <>
      <PageHeader title="Security" facts={[<b key="email">{user.email}</b>]} />
      <div style={{ maxWidth: 620 }}>
        <Stacked>
          {user.mfaEnrolmentRequired ? (
            <Notice tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
              Set up an authenticator app first. Everything else opens when it is there.
            </Notice>
          ) : null}
          <Panel
            title="Authenticator app"
            aside={
              user.secondFactor ? (
                <Mark icon={IconCircleCheck} tone="ok">
                  Set up
                </Mark>
              ) : (
                <Mark icon={IconAlertTriangle} tone="look">
                  Not set up
                </Mark>
              )
            }
          >
            <TotpEnrol enrolled={user.secondFactor} />
          </Panel>
          <Panel title="Password">
            <PasswordForm />
          </Panel>
        </Stacked>
      </div>
    </>
  );
}

function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const { submit, busy, problem } = useSubmit(
    async (input: { current: string; next: string }, { idempotencyKey }) => {
      await changePassword(input.current, input.next, idempotencyKey);
      return true;
    },
  );
  const change = async () => {
    const wrong = passwordFault(next);
    setFault(wrong);
    if (wrong || !(await submit({ current, next }))) return;
    setCurrent('');
    setNext('');
    toast({ tone: 'ok', title: 'Password changed', children: 'Your other sessions have ended.' });
  };
  return (
    <FormGrid onSubmit={() => void change()}>
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        value={current}
        error={problem?.field('/currentPassword')}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        description="12 characters or more; a sentence is easy to keep in mind."
        autoComplete="new-password"
        value={next}
        error={fault ?? problem?.field('/newPassword')}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <ProblemNote problem={problem} />
      <FormActions>
        <Button type="submit" variant="default" loading={busy}>
          Change the password
        </Button>
      </FormActions>
    </FormGrid>
  );
}
