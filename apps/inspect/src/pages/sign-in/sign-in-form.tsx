import { ApiProblem } from '@connect/api-client';
import { CodeInput } from '@connect/ui/code-input';
import { Button, Input, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { NoInspector, signIn } from '../../app/session.ts';
import styles from './sign-in.module.css';

type Sample = { email: string; displayName: string; role: string; password: string };
type Props = { email?: string; samples?: Sample[]; onDone: () => void };

/** E-mail and password, then the code where an authenticator is enrolled. */
export function SignInForm({ email: given = '', samples = [], onDone }: Props) {
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const attempt = async (name: string, secret: string, typed?: string) => {
    setBusy(true);
    setFault(null);
    try {
      await signIn(name.trim(), secret, typed);
      onDone();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'mfa_required' && typed === undefined) {
        setEmail(name);
        setPassword(secret);
        setCode('');
      } else setFault(wordsFor(error, typed !== undefined));
    } finally {
      setBusy(false);
    }
  };
  if (code !== null)
    return (
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === 6) void attempt(email, password, code);
        }}
      >
        <div>
          <p className={styles.label}>Code from your authenticator app</p>
          <CodeInput
            label="Code from your authenticator app"
            value={code}
            onChange={setCode}
            onComplete={(typed) => void attempt(email, password, typed)}
            invalid={fault !== null}
            describedBy="sign-in-fault"
            autoFocus
          />
          <Input.Error id="sign-in-fault">{fault}</Input.Error>
        </div>
        <Button type="submit" loading={busy}>
          Sign in
        </Button>
      </form>
    );
  return (
    <>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!/^\S+@\S+$/.test(email.trim()))
            setFault('Type your e-mail address, like inspector@example.com.');
          else if (!password) setFault('Type your password.');
          else void attempt(email, password);
        }}
      >
        <TextInput
          label="E-mail"
          type="email"
          name="username"
          autoComplete="username"
          readOnly={given !== ''}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          rightSectionWidth={48}
          value={password}
          error={fault}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        <Button type="submit" loading={busy}>
          Sign in
        </Button>
      </form>
      {samples.length ? (
        <section className={styles.samples} aria-labelledby="samples">
          <h2 id="samples">Sample sign-ins</h2>
          {samples.map((sample) => (
            <button
              key={sample.email}
              type="button"
              onClick={() => void attempt(sample.email, sample.password)}
            >
              <b>{sample.displayName}</b>
              <span>{sample.email}</span>
            </button>
          ))}
        </section>
      ) : null}
    </>
  );
}

function wordsFor(error: unknown, withCode: boolean): string {
  if (error instanceof NoInspector) return error.message;
  if (!(error instanceof ApiProblem)) return 'Something failed in the app. Reload, then try again.';
  if (error.status === 0) return 'There is no signal. The first sign-in on a device needs one.';
  if (error.code === 'invalid_grant' || error.status === 422)
    return withCode
      ? 'This code is not right. Use the newest one.'
      : 'E-mail or password is wrong. Try again.';
  return error.detail;
}
