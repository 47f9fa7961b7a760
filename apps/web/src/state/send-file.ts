/** Files to the API with their progress, which `fetch` cannot tell. */
import { type ApiProblem, problemOf, unreachable } from '@connect/api-client';
import { accessToken, refreshToken } from './session.ts';

export type SendFile = {
  /** `/v1/documents`, or `/v1/documents/<id>/versions`. */
  path: string;
  fields: Readonly<Record<string, string>>;
  file: File;
  /** Stays the same over retries, so that a file is never stored twice. */
  idempotencyKey: string;
  /** 0 to 1 of the bytes sent. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
};

/** Sends one file. Throws ApiProblem: 413 too large, 415 not allowed, 422 refused, status 0 without a network. */
export async function sendFile<T>(request: SendFile): Promise<T> {
  const first = await send(request, accessToken());
  const answer = first.status === 401 ? await send(request, await refreshToken()) : first;
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as T;
}

function send(request: SendFile, token: string | null): Promise<Response> {
  return new Promise((resolve, reject: (problem: ApiProblem | DOMException) => void) => {
    const call = new XMLHttpRequest();
    call.open('POST', request.path);
    call.setRequestHeader('idempotency-key', request.idempotencyKey);
    if (token) call.setRequestHeader('authorization', `Bearer ${token}`);
    call.upload.onprogress = (event) => {
      if (event.lengthComputable) request.onProgress?.(event.loaded / event.total);
    };
    call.onload = () =>
      resolve(
        new Response(call.responseText, {
          status: call.status,
          headers: { 'content-type': call.getResponseHeader('content-type') ?? 'text/plain' },
        }),
      );
    call.onerror = () => reject(unreachable());
    call.onabort = () => reject(new DOMException('Stopped.', 'AbortError'));
    request.signal?.addEventListener('abort', () => call.abort(), { once: true });
    call.send(bodyOf(request));
  });
}

/* The server reads the fields before the file, so that it can refuse without taking it in. */
function bodyOf({ fields, file }: SendFile): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file, file.name);
  return body;
}
