import type { Entry, Outcome, Refusal } from './entries.ts';

/** What the API client throws; status 0 is no answer at all. */
export type Problem = {
  status: number;
  code: string;
  detail: string;
  requestId: string | null;
  errors: { pointer: string; message: string }[];
  extra: Readonly<Record<string, unknown>>;
};

/* 409 codes that mean "the first try is still under way": the same key later gets its answer. */
const BUSY = new Set(['still_running', 'busy']);

/** Sorts a failed try: worth another one by itself, or for a person to decide. */
export function outcomeOf(problem: Problem, now: string): Outcome {
  const { status } = problem;
  const later =
    status === 0 ||
    status === 401 ||
    status === 408 ||
    status === 425 ||
    status === 429 ||
    status >= 500 ||
    BUSY.has(problem.code);
  if (later) {
    const after = Number(problem.extra.retryAfter);
    return { type: 'later', afterSeconds: Number.isFinite(after) ? after : undefined };
  }
  return { type: 'refused', refusal: refusalOf(problem, now) };
}

export const refusalOf = (problem: Problem, at: string): Refusal => ({
  status: problem.status,
  code: problem.code,
  detail: problem.detail,
  fields: problem.errors.map(({ pointer, message }) => ({ pointer, message })),
  requestId: problem.requestId,
  at,
});

export type Way = 'again' | 'compare' | 'remove_photo' | 'reopen' | 'aside';
export type Advice = { title: string; text: string; ways: Way[] };

const NOTHING_LOST = 'All you recorded is still here.';

/** What to do about a refusal, in words for the inspector. The first way is the one to offer. */
export function adviceFor(entry: Entry): Advice {
  const { status, detail, fields } = entry.refusal!;
  const why = [detail, ...fields.map((field) => field.message)].filter(Boolean).join(' ');
  if (status === 409 || status === 412)
    return {
      title: 'The office has another version of this visit',
      text: `${why} Compare both, then say which one counts. ${NOTHING_LOST}`,
      ways: ['compare'],
    };
  if (status === 403 || status === 404)
    return {
      title: 'This visit is no longer yours',
      text: `It was cancelled or given to somebody else. Ask the office; once it is yours again, send it again. ${NOTHING_LOST}`,
      ways: ['again', 'aside'],
    };
  if (entry.kind === 'photo')
    return {
      title: 'A photo was not taken in',
      text: `${why} Take it out and take it again, or try once more. ${NOTHING_LOST}`,
      ways: ['remove_photo', 'again'],
    };
  if (status === 422)
    return {
      title: 'The report needs a correction',
      text: `${why} Open it, correct it, and sign again. ${NOTHING_LOST}`,
      ways: ['reopen', 'again'],
    };
  return { title: 'The server refused this', text: `${why} ${NOTHING_LOST}`, ways: ['again', 'reopen'] };
}
