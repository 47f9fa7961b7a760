import { z } from 'zod';
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

/** A body that does not fit is 422, each field by JSON pointer. None at all is one without fields; a null is not. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body === undefined ? {} : body, { reportInput: true });
  if (!result.success) throw unprocessable(fieldErrors(result.error, ''));
  return result.data;
}

const strict = new WeakMap<z.ZodType, z.ZodType>();

/** A mistyped filter must not answer with everything: what the query does not declare is refused like an unknown field. */
function withoutUnknown<T>(schema: z.ZodType<T>): z.ZodType<T> {
  if (!(schema instanceof z.ZodObject)) return schema;
  const known = strict.get(schema) ?? schema.strict();
  strict.set(schema, known);
  return known as unknown as z.ZodType<T>;
}

/** A query parameter that does not fit, or that there is not, is 422 as `?name`. */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = withoutUnknown(schema).safeParse(query, { reportInput: true });
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
