import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { passwordFault } from '../../components/form-fields.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { setPasswordByLink } from '../../state/auth-api.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './account.module.css';
import { AccountPage } from './account-page.tsx';
import { useLinkToken } from './link-token.ts';

/** Sets a password with the single-use link of an invitation or a reset. */
export function SetPasswordPage() {
  usePageTitle('Choose a password');
  const token = useLinkToken();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const { submit, busy, problem } = useSubmit(async (next: string, { idempotencyKey }) => {
    await setPasswordByLink(token ?? '', next, idempotencyKey);
    return true;
  });
  if (!token) {
    return (
      <AccountPage
        title="This link is not complete"
        lead="Open it again from the mail, or ask for a new one."
      >
        <p className={styles.after}>
          <a href="/forgot-password">Ask for a new link</a>
        </p>
      </AccountPage>
    );
  }
  if (done) {
    return (
      <AccountPage title="Your password is set" lead="The link is used up.">
        <form action="/sign-in">
          <Button component="a" href="/sign-in" fullWidth>
            Sign in
          </Button>
        </form>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Choose a password" lead="12 characters or more; a sentence is easy to keep in mind.">
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          const wrong = passwordFault(password);
          setFault(wrong);
          if (!wrong && (await submit(password))) setDone(true);
        }}
      >
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          value={password}
          error={fault ?? problem?.field('/password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemNote problem={problem} />
        <Button type="submit" fullWidth loading={busy}>
          Set the password
        </Button>
      </form>
    </AccountPage>
  );
}
