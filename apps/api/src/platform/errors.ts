/** One field that is wrong, by JSON pointer into the body (`/lines/0/amountCents`) or `?name` for a query parameter. */
export interface FieldError {
  pointer: string;
  message: string;
}

/**
 * An answer that is not a success, as an RFC 9457 problem document. Thrown anywhere, rendered in one place;
 * anything else that is thrown is a fault of ours and becomes a 500 without detail.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;
  constructor(
    status: number,
    code: string,
    detail: string,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.extra = extra;
    this.headers = headers;
  }
}

export const malformed = (detail: string): Problem => new Problem(400, 'malformed', detail);
export const unauthenticated = (detail = 'Sign in to continue.'): Problem =>
  new Problem(401, 'unauthenticated', detail, {}, { 'www-authenticate': 'Bearer' });
/** The role may never do this (DOMAIN, Roles); a row that is merely not yours is `notFound`. */
export const forbidden = (detail = 'Your role does not allow this.', code = 'forbidden'): Problem =>
  new Problem(403, code, detail);
export const notFound = (): Problem => new Problem(404, 'not_found', 'There is no such record.');
export const conflict = (code: string, detail: string, extra: Record<string, unknown> = {}): Problem =>
  new Problem(409, code, detail, extra);
export const staleVersion = (current: number): Problem =>
  new Problem(412, 'stale_version', 'Somebody changed this record after you opened it.', {
    currentVersion: current,
  });
export const versionRequired = (): Problem =>
  new Problem(428, 'version_required', 'Send If-Match with the version you saw, for example If-Match: "3".');
export const unprocessable = (errors: FieldError[], detail = 'Some fields need correction.'): Problem =>
  new Problem(422, 'invalid_fields', detail, { errors });
/** A single wrong field. */
export const invalid = (pointer: string, message: string): Problem => unprocessable([{ pointer, message }]);
export const tooMany = (retryAfterSeconds: number): Problem =>
  new Problem(
    429,
    'too_many_requests',
    `Too many requests. Try again in ${retryAfterSeconds} s.`,
    {},
    { 'retry-after': String(retryAfterSeconds) },
  );

/** Throws 412 unless the caller saw the current version. */
export function expectVersion(record: { version: number }, seen: number): void {
  if (record.version !== seen) throw staleVersion(record.version);
}
