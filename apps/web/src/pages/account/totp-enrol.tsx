import { CodeInput } from '@connect/ui/code-input';
import { Button, CopyButton, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { confirmTotp, enrolTotp, type TotpEnrolment } from '../../state/auth-api.ts';
import { reloadUser } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useSubmit } from '../../state/use-submit.ts';

/** Sets up an authenticator app: the secret as a link and as text, then one code to prove that it works. */
export function TotpEnrol({ enrolled }: { enrolled: boolean }) {
  const [started, setStarted] = useState<TotpEnrolment | null>(null);
  const begin = useSubmit((_: 'begin') => enrolTotp());
  if (started) return <Confirm enrolment={started} onDone={() => setStarted(null)} />;
  return (
    <Stack gap={12}>
      <p className="sub">
        {enrolled
          ? 'We ask for its 6-digit code when you sign in and each time money moves. Setting it up again replaces the old one.'
          : 'An app such as a password manager shows a new 6-digit code every 30 seconds. We ask for it when you sign in and each time money moves.'}
      </p>
      <ProblemNote problem={begin.problem} />
      <Group>
        <Button
          variant={enrolled ? 'default' : 'filled'}
          loading={begin.busy}
          onClick={async () => {
            const answer = await begin.submit('begin');
            if (answer) setStarted(answer);
          }}
        >
          {enrolled ? 'Set it up again' : 'Set up an authenticator'}
        </Button>
      </Group>
    </Stack>
  );
}

function Confirm({ enrolment, onDone }: { enrolment: TotpEnrolment; onDone: () => void }) {
  const [code, setCode] = useState('');
  const { submit, busy, problem } = useSubmit(async (digits: string) => {
    await confirmTotp(digits);
    await reloadUser();
    return true;
  });
  const confirm = async (digits: string) => {
    if (digits.length === 6 && (await submit(digits))) {
      toast({ tone: 'ok', title: 'Authenticator set up' });
      onDone();
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm(code);
      }}
    >
      <Stack gap={14}>
        <p className="sub">
          1. On this device, <a href={enrolment.uri}>open it in your authenticator app</a>. On another one,
          add an account by hand with this key:
        </p>
        <Group gap={12}>
          <code
            style={{
              fontFamily: 'var(--mono)',
              fontSize: 'var(--fs-title)',
              wordSpacing: 0,
              overflowWrap: 'anywhere',
            }}
          >
            {enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </code>
          <CopyButton value={enrolment.secret}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
        <p className="sub">2. Type the code that it shows.</p>
        <CodeInput
          label="Code from your authenticator app"
          value={code}
          onChange={setCode}
          onComplete={(digits) => void confirm(digits)}
          invalid={Boolean(problem)}
        />
        <ProblemNote problem={problem} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onDone}>
            Not yet
          </Button>
          <Button type="submit" loading={busy} disabled={code.length < 6}>
            Confirm
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
