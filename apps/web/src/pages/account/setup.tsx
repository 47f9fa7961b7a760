import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { emailFault, passwordFault } from '../../components/form-fields.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { setUpAdministrator } from '../../state/auth-api.ts';
import { signIn } from '../../state/session.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { AccountPage } from './account-page.tsx';
import { useLinkToken } from './link-token.ts';

type Input = { displayName: string; email: string; password: string };

/** Makes the first administrator of an empty system by the one-time link that the server printed. */
export function SetupPage() {
  usePageTitle('Set up Connect');
  const token = useLinkToken();
  const [input, setInput] = useState<Input>({ displayName: '', email: '', password: '' });
  const [faults, setFaults] = useState<Partial<Record<keyof Input, string | null>>>({});
  const { submit, busy, problem } = useSubmit(async (next: Input, { idempotencyKey }) => {
    await setUpAdministrator({ ...next, token: token ?? '' }, idempotencyKey);
    await signIn(next.email, next.password);
    location.assign('/');
    return true;
  });
  const field = (name: keyof Input) => ({
    value: input[name],
    error: faults[name] ?? problem?.field(`/${name}`),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setInput((before) => ({ ...before, [name]: value }));
    },
  });
  if (!token) {
    return (
      <AccountPage
        title="Set up Connect"
        lead="Open the one-time link that the server printed when it started empty. It works once."
      >
        {null}
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Set up Connect" lead="You become the first administrator, and invite everybody else.">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const wrong = {
            displayName: input.displayName.trim() ? null : 'Type your name.',
            email: emailFault(input.email),
            password: passwordFault(input.password),
          };
          setFaults(wrong);
          if (Object.values(wrong).every((fault) => fault === null))
            void submit({ ...input, email: input.email.trim(), displayName: input.displayName.trim() });
        }}
      >
        <TextInput label="Your name" autoComplete="name" {...field('displayName')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...field('email')} />
        <PasswordInput
          label="Password"
          description="12 characters or more"
          autoComplete="new-password"
          {...field('password')}
        />
        <ProblemNote problem={problem} />
        <Button type="submit" fullWidth loading={busy}>
          Make the administrator
        </Button>
      </form>
    </AccountPage>
  );
}
