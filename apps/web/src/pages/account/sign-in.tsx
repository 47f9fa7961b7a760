import type { ApiProblem } from '@connect/api-client';
import type { Role } from '@connect/domain/permissions';
import { CodeInput } from '@connect/ui/code-input';
import { Person } from '@connect/ui/person';
import { Button, Input, PasswordInput, TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ROLE_NAMES } from '../../app/nav.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { emailFault } from '../../components/form-fields.ts';
import { type DemoSignIns, demoSignIns } from '../../state/auth-api.ts';
import { signIn, useSession } from '../../state/session.ts';
import { asProblem } from '../../state/use-submit.ts';
import styles from './account.module.css';
import { AccountPage } from './account-page.tsx';

/** Signs in with e-mail and password, then the code where one is enrolled; sample users are one click away. */
export function SignInPage() {
  usePageTitle('Sign in');
  const router = useRouter();
  // Read once: on the way there the address no longer says it.
  const [to] = useState(() => new URLSearchParams(location.search).get('to'));
  const status = useSession((session) => session.status);
  const role = useSession((session) => session.user?.role);
  const samples = useQuery({
    queryKey: ['demo-sign-ins'],
    queryFn: demoSignIns,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const form = useSignIn();

  useEffect(() => {
    if (status !== 'signed-in') return;
    if (!to && role === 'inspector') return location.assign('/inspect/');
    // Only addresses of this site: a link must not send the signed-in elsewhere.
    void router.navigate({ href: to?.match(/^\/(?![/\\])/) ? to : '/', replace: true });
  }, [status, role, router, to]);
  return (
    <AccountPage
      title="Sign in"
      lead="Lending from lead to lien release."
      beside={
        samples.data?.items.length ? (
          <Samples samples={samples.data} onChoose={form.enter} busy={form.busy} />
        ) : null
      }
    >
      {form.codeAsked ? <CodeForm form={form} /> : <PasswordForm form={form} />}
    </AccountPage>
  );
}

type Fault = { field: 'email' | 'password' | 'code'; text: string } | null;

function useSignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [codeAsked, setCodeAsked] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault>(null);

  const attempt = async (name: string, secret: string, code?: string) => {
    setBusy(name);
    setFault(null);
    try {
      await signIn(name.trim(), secret, code);
    } catch (error) {
      const problem = asProblem(error);
      if (wantsCode(problem) && !code) {
        setEmail(name);
        setPassword(secret);
        setCodeAsked(true);
      } else setFault(faultOf(problem, code !== undefined));
    } finally {
      setBusy(null);
    }
  };
  const submit = () => {
    const wrong = emailFault(email);
    if (wrong) return setFault({ field: 'email', text: wrong });
    if (!password) return setFault({ field: 'password', text: 'Type your password.' });
    return void attempt(email, password);
  };
  const back = () => {
    setCodeAsked(false);
    setPassword('');
    setFault(null);
  };
  return {
    email,
    password,
    busy,
    fault,
    codeAsked,
    setEmail: (text: string) => {
      setEmail(text);
      setFault(null);
    },
    setPassword: (text: string) => {
      setPassword(text);
      setFault(null);
    },
    submit,
    submitCode: (code: string) => void attempt(email, password, code),
    enter: (name: string, secret: string) => {
      setEmail(name);
      void attempt(name, secret);
    },
    back,
  };
}
type SignInForm = ReturnType<typeof useSignIn>;

const wantsCode = (problem: ApiProblem) => problem.code === 'mfa_required';

function faultOf(problem: ApiProblem, withCode: boolean): Fault {
  const refused = problem.code === 'invalid_grant' || problem.status === 422;
  if (withCode && refused) return { field: 'code', text: 'This code is not right. Use the newest one.' };
  if (refused) return { field: 'password', text: 'E-mail or password is wrong. Try again.' };
  return { field: withCode ? 'code' : 'password', text: problem.detail };
}

function PasswordForm({ form }: { form: SignInForm }) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <TextInput
        label="E-mail"
        type="email"
        name="username"
        autoComplete="username"
        value={form.email}
        error={form.fault?.field === 'email' ? form.fault.text : null}
        onChange={(event) => form.setEmail(event.currentTarget.value)}
      />
      <div>
        <div className={styles.labelRow}>
          <label htmlFor="password">Password</label>
          <a href="/forgot-password">Forgot it</a>
        </div>
        <PasswordInput
          id="password"
          name="password"
          autoComplete="current-password"
          value={form.password}
          error={form.fault?.field === 'password' ? form.fault.text : null}
          onChange={(event) => form.setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
      </div>
      <Button type="submit" fullWidth loading={form.busy !== null}>
        Sign in
      </Button>
      <p className={styles.after}>With an authenticator app set up, we ask for its 6-digit code next.</p>
    </form>
  );
}

function CodeForm({ form }: { form: SignInForm }) {
  const [code, setCode] = useState('');
  const fault = form.fault?.field === 'code' ? form.fault.text : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === 6) form.submitCode(code);
      }}
    >
      <div>
        <div className={styles.labelRow}>
          <b>Code from your authenticator app</b>
        </div>
        <CodeInput
          label="Code from your authenticator app"
          value={code}
          onChange={setCode}
          onComplete={form.submitCode}
          invalid={fault !== null}
          describedBy="code-fault"
          autoFocus
        />
        <Input.Error id="code-fault">{fault}</Input.Error>
      </div>
      <Button type="submit" fullWidth loading={form.busy !== null} disabled={code.length < 6}>
        Sign in
      </Button>
      <Button variant="subtle" onClick={form.back}>
        Use another account
      </Button>
    </form>
  );
}

type SamplesProps = {
  samples: DemoSignIns;
  onChoose: (email: string, password: string) => void;
  busy: string | null;
};

function Samples({ samples, onChoose, busy }: SamplesProps) {
  return (
    <section className={styles.samples} aria-labelledby="samples">
      <h2 id="samples">Sample sign-ins</h2>
      <p>
        This server runs on sample data. Choose a role, the password is <b>{samples.password}</b>.
      </p>
      <ul>
        {samples.items.map((user) => (
          <li key={user.email}>
            <button
              type="button"
              data-busy={busy === user.email || undefined}
              onClick={() => onChoose(user.email, samples.password)}
            >
              <Person name={user.displayName} hidden />
              <b>{user.displayName}</b>
              <span>
                {user.role === 'inspector'
                  ? 'Inspector, opens the inspection app'
                  : (ROLE_NAMES[user.role as Role] ?? user.role)}
              </span>
              <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
