import type { ApiProblem, Send } from '@connect/api-client';
import type { Move } from '@connect/ui/move-button';
import { useState } from 'react';
import { api } from './api.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { queryClient } from './query-client.ts';
import { toast } from './toasts.ts';
import type { ApiRecord } from './use-record.ts';
import { asProblem, useSubmit } from './use-submit.ts';

export type MoveRequest = { action: string; reason?: string; data?: Readonly<Record<string, unknown>> };
export type UseMoveOptions<T> = {
  /** Called with the record as it is after the move. */
  onDone?: (record: T, request: MoveRequest) => void;
  /** "Draw approved": shown as a message when the move is done; false for none. */
  done?: string | false;
};
export type UseMove<T> = {
  /** `version`: of the record when it was saved since it was last drawn. */
  move: (request: MoveRequest, version?: number) => Promise<T | undefined>;
  /** The action under way. */
  busy: string | null;
  problem: ApiProblem | null;
  reset: () => void;
};

/**
 * Moves a record along its life cycle: `POST /v1/<resource>/{id}/transitions` with the version last seen. On 409 or 412 the record is
 * read again and both versions are offered for comparison; nothing typed is lost. Everything that shows the record is read anew.
 */
export function useMove<T extends ApiRecord>(
  resource: string,
  record: T,
  { onDone, done }: UseMoveOptions<T> = {},
): UseMove<T> {
  const [busy, setBusy] = useState<string | null>(null);
  const { submit, problem, reset } = useSubmit<MoveRequest & { version: number }, T>(
    ({ version, ...body }, { idempotencyKey }) =>
      transition(resource, record, {
        path: { id: record.id },
        ifMatch: version,
        idempotencyKey,
        body,
      }) as Promise<T>,
  );
  const move = async (request: MoveRequest, version = record.version) => {
    setBusy(request.action);
    const after = await submit({ ...request, version });
    setBusy(null);
    if (after === undefined) return undefined;
    await refreshAll();
    if (done) toast({ tone: 'ok', title: done });
    onDone?.(after, request);
    return after;
  };
  return { move, busy, problem, reset };
}

async function transition(resource: string, record: ApiRecord, send: Send): Promise<unknown> {
  try {
    return await api.post<unknown>(`/v1/${resource}/{id}/transitions`, send);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 409 || problem.status === 412)
      await changedMeanwhile(`/v1/${resource}/{id}`, record, problem.detail);
    throw problem;
  }
}

/** Everything on screen is asked again: an act on one record shows in lists, counts and timelines. */
export const refreshAll = (): Promise<void> => queryClient.invalidateQueries();

/** The moves of a record by action, for pages that place their own buttons. */
export const moveOf = (moves: readonly Move[] | undefined, action: string): Move | undefined =>
  moves?.find((move) => move.action === action);
