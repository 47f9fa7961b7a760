/** One field that is wrong: a JSON pointer into the body (`/lines/0/amountCents`) or `?name` for a query parameter. */
export type FieldError = { pointer: string; message: string };

/** An answer that is no success (RFC 9457). `status` 0 means that no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: FieldError[];
  /** The whole problem document: `legalMoves`, `currentVersion` and the like. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Which fields have said their own part. */
  readonly #told = new Set<string>();

  constructor(
    status: number,
    code: string,
    detail: string,
    more: Partial<Pick<ApiProblem, 'requestId' | 'errors' | 'extra'>> = {},
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.requestId = more.requestId ?? null;
    this.errors = more.errors ?? [];
    this.extra = more.extra ?? {};
  }

  /** The message for one field, by its JSON pointer; undefined when that field is right. */
  field(pointer: string): string | undefined {
    this.#told.add(pointer);
    return this.errors.find((error) => error.pointer === pointer)?.message;
  }

  /** What is wrong with fields that nobody asked about: no field of the form says it. */
  untold(): FieldError[] {
    return this.errors.filter(({ pointer }) => !this.#told.has(pointer));
  }
}

/** Nobody answered: no network, or a timeout. Worth a retry with the same idempotency key. */
export const unreachable = (): ApiProblem =>
  new ApiProblem(0, 'unreachable', 'The server could not be reached. Check the connection, then try again.');

/** Reads an answer that is no success; one that is no problem document (a proxy's page) still becomes one. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const document = await response
    .clone()
    .json()
    .catch(() => ({}));
  return problemFrom(response, document);
}

/** The same for a body that was read already. */
export function problemFrom(response: Response, body: unknown): ApiProblem {
  const document = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (key: string) => (typeof document[key] === 'string' ? (document[key] as string) : null);
  const requestId = text('requestId') ?? response.headers.get('x-request-id');
  return new ApiProblem(
    response.status,
    text('code') ?? `http_${response.status}`,
    text('detail') ?? text('title') ?? `The server answered ${response.status}.`,
    {
      requestId,
      errors: Array.isArray(document.errors) ? (document.errors as FieldError[]) : [],
      extra: document,
    },
  );
}
