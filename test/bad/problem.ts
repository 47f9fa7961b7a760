import type { Response } from 'light-my-request';
import type { Problem } from '../../apps/api/src/platform/errors.ts';
import type { Operation } from '../../apps/api/src/platform/operation.ts';
import { parseBody } from '../../apps/api/src/platform/validate.ts';
import type { BadBody } from './values.ts';

/** What is wrong with an answer that has to be a refusal: not a 4xx, or not a problem document that says so. */
export function notARefusal(answer: Response, statuses?: readonly number[]): string | null {
  const { statusCode, headers, body } = answer;
  const said = `${statusCode} ${body.slice(0, 200)}`;
  if (statusCode < 400 || statusCode >= 500) return `answered ${said}`;
  if (statuses && !statuses.includes(statusCode)) return `answered ${said}, not ${statuses.join(' or ')}`;
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `is no problem document: ${headers['content-type']} ${said}`;
  const problem = JSON.parse(body) as Record<string, unknown>;
  for (const name of ['type', 'title', 'code', 'detail', 'requestId'])
    if (typeof problem[name] !== 'string' || problem[name] === '') return `has no ${name}: ${said}`;
  if (problem.status !== statusCode) return `says ${problem.status}: ${said}`;
  if (problem.requestId !== headers['x-request-id']) return `has another request id: ${said}`;
  return null;
}

/** Whether a refusal names the field: itself, what it is part of, or a part of it. */
export const names = (answer: Response, pointer: string): boolean =>
  namesIn((answer.json() as { errors?: Named[] }).errors ?? [], pointer);

interface Named {
  pointer: string;
}

const namesIn = (errors: readonly Named[], pointer: string): boolean =>
  errors.some(
    (each) =>
      each.pointer === pointer ||
      pointer.startsWith(`${each.pointer}/`) ||
      each.pointer.startsWith(`${pointer}/`),
  );

/** Whether the declared schema refuses this body by name: then nothing behind it is ever asked. */
export function refusedBySchema(op: Operation, { body, pointer }: BadBody): boolean {
  try {
    parseBody(op.body!, body);
    return false;
  } catch (error) {
    const { errors } = (error as Problem).extra as { errors: { pointer: string }[] };
    return namesIn(errors, pointer);
  }
}
