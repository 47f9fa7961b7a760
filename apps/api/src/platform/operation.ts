import type { Permission } from '@connect/domain/permissions';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from './actor.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What a handler is given, already authenticated, permitted, validated and typed. */
export interface Call<P, Q, B> {
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** The version of If-Match; present on every PATCH and transition. */
  version: number;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** One operation of the API: the URL, who may, what comes in and out, and the verb it calls. */
export interface Operation<P = unknown, Q = unknown, B = unknown, R = unknown> {
  method: Method;
  /** OpenAPI style: `/v1/projects/{id}`. */
  path: string;
  /** operationId, a verb and a noun: `listProjects`. */
  id: string;
  tag: string;
  summary: string;
  description?: string;
  /** A permission of the matrix, `signed-in` for any user, `public` for nobody in particular. */
  permission: Permission | 'signed-in' | 'public';
  /** Moves money or signs for it: an Idempotency-Key is required, not only honoured. */
  money?: true;
  /** The answer or the body holds a secret: no Idempotency-Key is honoured, so that neither is kept for a repetition. */
  neverKept?: true;
  /** Asks for the second factor or the password again, at most five minutes old. */
  stepUp?: true;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Success status; 200 unless said otherwise. */
  status?: 200 | 201 | 202 | 204;
  /** Needs no If-Match although it is a PATCH or a transition (there is nothing to have seen). */
  unversioned?: true;
  response?: z.ZodType<R>;
  /** Problems that the contract would not list by itself, by status (a public operation that answers 403, say). */
  alsoRefuses?: readonly number[];
  /** Content type when the answer or the body is not JSON. */
  produces?: string;
  consumes?: string;
  /** Takes a posted form as well as JSON, as OAuth clients send it. */
  takesForms?: true;
  /** Bytes; 256 KiB unless said otherwise. */
  bodyLimit?: number;
  /** Requests a minute, tighter than the role's own allowance. */
  perMinute?: number;
  handle(call: Call<P, Q, B>): Promise<R | undefined>;
}

/** Declares an operation; only infers its types. */
export function operation<P, Q, B, R>(op: Operation<P, Q, B, R>): Operation {
  return op as unknown as Operation;
}

/** A PATCH, a PUT or a transition carries the version it saw. */
export const needsVersion = (op: Operation): boolean =>
  !op.unversioned && (op.method === 'PATCH' || op.method === 'PUT' || op.path.endsWith('/transitions'));
