import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { InjectOptions, Response } from 'light-my-request';
import { needsVersion, type Operation } from '../../apps/api/src/platform/operation.ts';
import type { SignedIn } from '../actors.ts';
import { samplePdf, upload } from '../upload.ts';
import type { Asked } from './row.ts';

/** A version that no record has: past the row, and not further. */
const NOT_SEEN = '"999999"';

/** One operation as somebody asks for it. */
export async function send(
  app: FastifyInstance,
  user: SignedIn | null,
  op: Operation,
  asked: Asked,
  version: string = NOT_SEEN,
): Promise<Response> {
  const headers: Record<string, string> = {
    ...(user ? { authorization: `Bearer ${user.token}` } : {}),
    ...(needsVersion(op) ? { 'if-match': version } : {}),
    ...(op.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
  };
  const inject = (method: string, url: string, more: { body?: object; headers?: object } = {}) =>
    app.inject({
      method: method as 'GET',
      url,
      headers: { ...headers, ...more.headers },
      ...(more.body === undefined ? {} : { payload: more.body }),
    } as InjectOptions);
  const url = addressOf(op, asked);
  if (op.consumes === 'multipart/form-data')
    return upload({ call: inject as never }, url, asked.form ?? {}, samplePdf(randomUUID()));
  return inject(op.method, url, asked.body ? { body: asked.body } : {});
}

export function addressOf(op: Operation, { params = {}, query = {} }: Asked): string {
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? 'missing'),
  );
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}
