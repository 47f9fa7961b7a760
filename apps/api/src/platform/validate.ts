import type { z } from 'zod';
import { type FieldError, malformed, unprocessable } from './errors.ts';

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function fieldErrors(error: z.ZodError, prefix: string): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        pointer: prefix + pointer([...issue.path, key]),
        message: 'Unknown field.',
      }));
    const message = issue.code === 'invalid_type' && issue.input === undefined ? 'Required.' : issue.message;
    return [{ pointer: prefix + pointer(issue.path), message }];
  });
}

/** A body that does not fit is 422, each field by JSON pointer. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {}, { reportInput: true });
  if (!result.success) throw unprocessable(fieldErrors(result.error, ''));
  return result.data;
}

/** A query parameter that does not fit is 422 as `?name`. */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query, { reportInput: true });
  if (!result.success)
    throw unprocessable(
      fieldErrors(result.error, '').map((each) => ({ ...each, pointer: each.pointer.replace('/', '?') })),
    );
  return result.data;
}

/** A path that does not fit names no record: the caller learns nothing more than 404 would say, but an id that is no id is malformed. */
export function parseParams<T>(schema: z.ZodType<T>, params: unknown): T {
  const result = schema.safeParse(params);
  if (!result.success)
    throw malformed(`The address is not valid: ${result.error.issues[0]?.message ?? 'unknown part'}`);
  return result.data;
}
