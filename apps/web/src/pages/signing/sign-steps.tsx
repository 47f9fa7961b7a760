import { count, moment } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Checkbox, TextInput } from '@mantine/core';
import { IconCheck, IconCircleCheck, IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './signing.module.css';
import type { Signing } from './types.ts';

type Props = { token: string; signing: Signing; onChange: (signing: Signing) => void };

/** Read, agree, sign: one after another, on one page. */
export function SignSteps({ token, signing, onChange }: Props) {
  const [read, setRead] = useState<ReadonlySet<string>>(() => opened(token));
  const allRead = signing.documents.every(({ id }) => read.has(id));
  const agreed = signing.consentedAt !== null;
  const reading = useSubmit(async (id: string) => {
    await show(token, id);
    const next = new Set([...read, id]);
    keepOpened(token, next);
    setRead(next);
    return true;
  });
  const consent = useSubmit((_: 'agreed', { idempotencyKey }) =>
    api.post<Signing>('/v1/signing/{token}/consents', {
      path: { token },
      idempotencyKey,
      body: { agreed: true },
    }),
  );
  const agree = async () => {
    const after = await consent.submit('agreed');
    if (after) onChange(after);
  };
  return (
    <ol className={styles.steps}>
      <Step number={1} title={`Read ${count(signing.documents.length, 'document')}`} done={allRead}>
        {signing.documents.map((document) => (
          <button
            key={document.id}
            type="button"
            className={styles.document}
            data-read={read.has(document.id) || undefined}
            onClick={() => void reading.submit(document.id)}
          >
            <IconFileTypePdf size={22} stroke={1.5} aria-hidden="true" />
            <span>
              {document.title}
              <small>{read.has(document.id) ? 'Opened' : 'Open the PDF'}</small>
            </span>
            {read.has(document.id) ? (
              <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconExternalLink size={18} stroke={1.75} aria-hidden="true" />
            )}
          </button>
        ))}
        <ProblemNote problem={reading.problem} />
      </Step>
      <Step number={2} title="Agree to sign electronically" done={agreed}>
        <p className={styles.text}>{signing.consentText}</p>
        {agreed ? (
          <p className="label">You agreed: {moment(signing.consentedAt)}</p>
        ) : (
          <>
            <ProblemNote problem={consent.problem} />
            <MoveButton
              fullWidth
              blocked={!allRead}
              reason="Open each document first."
              variant={allRead ? 'filled' : 'default'}
              loading={consent.busy}
              onClick={() => void agree()}
            >
              I agree
            </MoveButton>
          </>
        )}
      </Step>
      <Signature token={token} signing={signing} open={agreed && allRead} onChange={onChange} />
    </ol>
  );
}

function Signature({ token, signing, open, onChange }: Props & { open: boolean }) {
  const [name, setName] = useState('');
  const [meant, setMeant] = useState(false);
  const sign = useSubmit((fullName: string, { idempotencyKey }) =>
    api.post<Signing>('/v1/signing/{token}/signatures', {
      path: { token },
      idempotencyKey,
      body: { fullName, agreed: true },
    }),
  );
  const ready = open && name.trim() !== '' && meant;
  const submit = async () => {
    if (!ready) return;
    const after = await sign.submit(name.trim());
    if (after) onChange(after);
  };
  return (
    <Step number={3} title="Sign" off={!open}>
      {open ? (
        <form
          className={styles.body}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextInput
            label="Your full name"
            description={`Type it as it stands here: ${signing.name}`}
            className={styles.signature}
            autoComplete="name"
            value={name}
            error={sign.problem?.field('/fullName')}
            onChange={(event) => {
              setName(event.currentTarget.value);
              sign.reset();
            }}
          />
          <Checkbox
            size="sm"
            label="Typing my name is my signature on every document above."
            checked={meant}
            onChange={(event) => setMeant(event.currentTarget.checked)}
          />
          <ProblemNote problem={sign.problem} />
          <MoveButton
            type="submit"
            fullWidth
            blocked={!ready}
            reason="Type your name and confirm that it is your signature."
            loading={sign.busy}
          >
            {`Sign ${count(signing.documents.length, 'document')}`}
          </MoveButton>
        </form>
      ) : (
        <p className="sub">Opens when you have read the documents and agreed.</p>
      )}
    </Step>
  );
}

function Step(props: { number: number; title: string; done?: boolean; off?: boolean; children: ReactNode }) {
  return (
    <li className={styles.step} data-off={props.off || undefined}>
      <div className={styles.stepHead}>
        <span className={styles.number} data-done={props.done || undefined}>
          {props.done ? <IconCheck size={16} stroke={2} aria-label="Done" /> : props.number}
        </span>
        <h2>{props.title}</h2>
      </div>
      <div className={styles.body}>{props.children}</div>
    </li>
  );
}

/* Opened at the click itself: a tab that opens after an answer counts as a pop-up. */
async function show(token: string, id: string): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const path = `/v1/signing/${encodeURIComponent(token)}/documents/${encodeURIComponent(id)}/content`;
    const url = URL.createObjectURL(await api.download(path));
    if (tab) tab.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/* Which documents this browser opened survives a reload, not the end of the tab. */
const nameOf = (token: string) => `connect.signing.${token.slice(0, 12)}`;
function opened(token: string): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(nameOf(token)) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}
function keepOpened(token: string, ids: ReadonlySet<string>): void {
  try {
    sessionStorage.setItem(nameOf(token), JSON.stringify([...ids]));
  } catch {
    // Without storage a reload asks to open them again.
  }
}
