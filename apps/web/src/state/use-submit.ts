import { ApiProblem, newIdempotencyKey } from '@connect/api-client';
import { useRef, useState } from 'react';
import { withStepUp } from './step-up.ts';

export type SubmitContext = { idempotencyKey: string };
export type Submit<I, O> = {
  /** Answers undefined when it failed; `problem` then says why. */
  submit: (input: I) => Promise<O | undefined>;
  busy: boolean;
  problem: ApiProblem | null;
  reset: () => void;
};

/**
 * One act of a form or button. The idempotency key stays the same until the act has succeeded or its input changes, so a
 * second click or a retry after a dead network never does it twice. Asks for a step-up when the API wants one.
 */
export function useSubmit<I, O>(act: (input: I, context: SubmitContext) => Promise<O>): Submit<I, O> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const held = useRef<{ text: string; key: string } | null>(null);
  const running = useRef(false);

  const submit = async (input: I) => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem(null);
    const idempotencyKey = keyFor(held, input);
    try {
      const answer = await withStepUp(() => act(input, { idempotencyKey }));
      held.current = null;
      return answer;
    } catch (error) {
      setProblem(asProblem(error));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { submit, busy, problem, reset: () => setProblem(null) };
}

/** What was thrown, as a problem; a fault of our own program too. */
export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem
    ? error
    : new ApiProblem(
        0,
        'client',
        'Something failed on this page. Nothing was changed. Reload, then try again.',
      );

type Held = { current: { text: string; key: string } | null };

/* FormData cannot be compared as text; each submit of files is then an act of its own. */
function keyFor(held: Held, input: unknown): string {
  const text =
    input instanceof FormData
      ? null
      : JSON.stringify(input ?? null, (_, v) => (typeof v === 'bigint' ? String(v) : v));
  if (text === null) return newIdempotencyKey();
  if (held.current?.text !== text) held.current = { text, key: newIdempotencyKey() };
  return held.current.key;
}
