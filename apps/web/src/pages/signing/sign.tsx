import { Brand } from '@connect/ui/brand';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { IconLock } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { api } from '../../state/api.ts';
import { asProblem } from '../../state/use-submit.ts';
import { DeclineDialog } from './decline-dialog.tsx';
import { SignEnd } from './sign-end.tsx';
import { useSigningToken } from './sign-link.ts';
import { SignSteps } from './sign-steps.tsx';
import styles from './signing.module.css';
import type { Signing } from './types.ts';

/** The page behind a signing link: read, agree, sign. No sign-in; the link opens once, in one browser. */
export function SignPage() {
  usePageTitle('Sign documents');
  const token = useSigningToken();
  const client = useQueryClient();
  const key = ['signing', token];
  const [declining, setDeclining] = useState(false);
  const opened = useQuery({
    queryKey: key,
    // The first call opens the link for this browser; later ones only ask again.
    queryFn: () => api.post<Signing>('/v1/signing/{token}/sessions', { path: { token: token ?? '' } }),
    enabled: token !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const keep = (signing: Signing) => client.setQueryData(key, signing);
  const signing = opened.data;
  return (
    <div className={styles.page}>
      <main className={styles.sheet}>
        <div className={styles.brand}>
          <Brand />
          <span>
            <IconLock size={14} stroke={1.75} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> Private
            link
          </span>
        </div>
        {token === null ? (
          <SignEnd code="link_missing" />
        ) : signing?.state === 'signed' ? (
          <SignEnd code="signed" signing={signing} />
        ) : signing?.state === 'declined' ? (
          <SignEnd code="declined" />
        ) : signing ? (
          <>
            <h1 className={styles.title}>{signing.title}</h1>
            <p className={styles.lead}>
              {signing.name}, you are asked to sign {documentsOf(signing)} as {signing.role}.
            </p>
            {signing.message ? <p className={styles.message}>{signing.message}</p> : null}
            <SignSteps token={token} signing={signing} onChange={keep} />
            <div className={styles.decline}>
              <button type="button" onClick={() => setDeclining(true)}>
                I do not want to sign
              </button>
            </div>
            {declining ? (
              <DeclineDialog token={token} onClose={() => setDeclining(false)} onDone={keep} />
            ) : null}
          </>
        ) : opened.isError ? (
          <SignEnd
            code={asProblem(opened.error).code}
            detail={asProblem(opened.error).detail}
            onRetry={() => void opened.refetch()}
          />
        ) : (
          <LinesSkeleton />
        )}
        <p className={styles.fine}>
          We record when you read, agreed and signed, and from which address. You receive a copy by e-mail
          when everybody has signed.
        </p>
      </main>
    </div>
  );
}

const documentsOf = (signing: Signing): string =>
  signing.documents.length === 1 ? signing.documents[0]!.title : `${signing.documents.length} documents`;
