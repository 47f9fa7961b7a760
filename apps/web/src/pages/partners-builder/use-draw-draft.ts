import { useRef, useState } from 'react';
import { api } from '../../state/api.ts';
import { client } from '../../state/client.ts';
import { showConflict } from '../../state/conflict.ts';
import { queryClient } from '../../state/query-client.ts';
import { recordKey } from '../../state/record-key.ts';
import { type Autosave, useAutosave } from '../../state/use-autosave.ts';
import { useRecord } from '../../state/use-record.ts';
import { asProblem } from '../../state/use-submit.ts';
import type { Draw } from '../servicing/types.ts';
import {
  changedLines,
  type DraftSums,
  type DrawDraft,
  draftOf,
  type LineDraft,
  lineIn,
  patchOf,
  sumsOf,
} from './draw-form-state.ts';

export type DrawDraftState = {
  draft: DrawDraft;
  /** The draw as the server last gave it. */
  saved: Draw;
  set: (change: Partial<Omit<DrawDraft, 'lines'>>) => void;
  setLine: (id: string, change: Partial<LineDraft>) => void;
  takeOver: (draft: DrawDraft) => void;
  sums: DraftSums;
  autosave: Autosave<DrawDraft>;
  /** The version that the server gave last, also when the page has not been drawn with it yet. */
  version: () => number;
};

/** A draw request that saves itself line by line; what another device changed meanwhile stays, unless it is the same line. */
export function useDrawDraft(draw: Draw): DrawDraftState {
  const [draft, setDraft] = useState(() => draftOf(draw));
  const base = useRef({ draw, draft: draftOf(draw) });
  const loan = useRecord('/v1/loans/{id}', { id: draw.loanId });
  const withheld = new Map(loan.data?.budget.lines.map((line) => [line.id, line.retainedCents]));

  const keep = (next: Draw) => {
    base.current = { draw: next, draft: draftOf(next) };
    queryClient.setQueryData(recordKey('/v1/draws/{id}', { id: next.id }), next);
  };
  const send = (wanted: DrawDraft) => {
    const body = patchOf(base.current.draft, wanted);
    if (!body) return Promise.resolve();
    const { id, version } = base.current.draw;
    return client
      .patch('/v1/draws/{id}', { path: { id }, ifMatch: version, body })
      .then((next) => keep(next as Draw));
  };
  const save = async (wanted: DrawDraft) => {
    try {
      await send(wanted);
    } catch (error) {
      if (asProblem(error).status !== 412) throw error;
      await merge(wanted);
    }
  };
  /* Somebody saved this draft meanwhile: lines that only they touched are taken over, then ours are sent. */
  const merge = async (wanted: DrawDraft) => {
    const before = base.current;
    const mine = new Set(changedLines(before.draft, wanted));
    const now = (await api.get('/v1/draws/{id}', { path: { id: draw.id } })) as Draw;
    const theirs = changedLines(before.draft, draftOf(now));
    if (theirs.some((id) => mine.has(id))) showConflict({ mine: before.draw, now });
    keep(now);
    const lines = { ...wanted.lines };
    for (const id of theirs) if (!mine.has(id)) lines[id] = lineIn(base.current.draft, id);
    const merged = { ...wanted, lines };
    setDraft(merged);
    await send(merged);
  };
  const autosave = useAutosave({ key: `draw-${draw.id}`, value: draft, save });
  return {
    draft,
    saved: draw,
    set: (change) => setDraft((now) => ({ ...now, ...change })),
    setLine: (id, change) =>
      setDraft((now) => ({ ...now, lines: { ...now.lines, [id]: { ...lineIn(now, id), ...change } } })),
    takeOver: setDraft,
    sums: sumsOf(draw, draft, withheld),
    autosave,
    version: () => Math.max(draw.version, base.current.draw.version),
  };
}
