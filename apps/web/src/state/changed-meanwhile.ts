import type { Send } from '@connect/api-client';
import { IconGitCompare } from '@tabler/icons-react';
import { createElement } from 'react';
import { SeeChange } from '../components/see-change.tsx';
import { client } from './client.ts';
import { showConflict } from './conflict.ts';
import { queryClient } from './query-client.ts';
import { recordKey } from './record-key.ts';
import { toast } from './toasts.ts';

type Version = { id: string; version: number };

/**
 * After a refusal because somebody else changed the record at `path` (`/v1/loans/{id}`): it is read again, and what one saw and what is
 * there now are offered for comparison. What was typed stays where it is.
 */
export async function changedMeanwhile(path: string, mine: Version, refusal: string): Promise<void> {
  const now = await client.get<Version>(path, { path: { id: mine.id } }).catch(() => null);
  await queryClient.invalidateQueries();
  if (!now || now.version === mine.version) return;
  const id = `conflict-${mine.id}`;
  toast({
    id,
    tone: 'look',
    icon: IconGitCompare,
    title: 'This changed while you had it open',
    children: refusal,
    actions: createElement(SeeChange, { onClick: () => showConflict({ mine, now, toastId: id }) }),
  });
}

/** The same for what the form of a record, or of a part of it (`/v1/entities/{id}/bank-account`), sent. */
export async function savedMeanwhile(path: string, send: Send | undefined, refusal: string): Promise<void> {
  const [record = path] = /^\/v1\/[^/]+\/\{id\}/.exec(path) ?? [];
  const mine = queryClient.getQueryData<Version>(recordKey(record, send?.path));
  if (mine) await changedMeanwhile(record, mine, refusal);
  else await queryClient.invalidateQueries();
}
