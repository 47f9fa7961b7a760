import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { emailFault } from '../../components/form-fields.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { askPasswordReset } from '../../state/auth-api.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './account.module.css';
import { AccountPage } from './account-page.tsx';

/** Asks for a link to set a new password. The answer never tells whether the account exists. */
export function ForgotPasswordPage() {
  usePageTitle('Set a new password');
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [sent, setSent] = useState(false);
  const { submit, busy, problem } = useSubmit(async (address: string) => {
    await askPasswordReset(address);
    return true;
  });
  if (sent) {
    return (
      <AccountPage
        title="Look into your mail"
        lead={`If ${email.trim()} has an account here, a link is on its way. It works once, for an hour.`}
      >
        <p className={styles.after}>
          <a href="/sign-in">Back to sign in</a>
        </p>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Set a new password" lead="We send a link to your e-mail address.">
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          const wrong = emailFault(email);
          setFault(wrong);
          if (!wrong && (await submit(email.trim()))) setSent(true);
        }}
      >
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={email}
          error={fault}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <ProblemNote problem={problem} />
        <Button type="submit" fullWidth loading={busy}>
          Send the link
        </Button>
        <p className={styles.after}>
          <a href="/sign-in">Back to sign in</a>
        </p>
      </form>
    </AccountPage>
  );
}
