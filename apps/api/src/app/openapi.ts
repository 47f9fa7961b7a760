import type { z } from 'zod';
import { jsonSchema } from '../platform/json-schema.ts';
import { needsVersion, type Operation } from '../platform/operation.ts';
import { operations } from './modules.ts';
import { exampleOf } from './openapi-examples.ts';
import { tags } from './openapi-tags.ts';

type Json = Record<string, unknown>;

const PROBLEMS: Record<number, string> = {
  400: 'The request could not be read.',
  401: 'No valid sign-in.',
  403: 'The role may never do this, or a second factor is due.',
  404: 'No such record, or not one of yours.',
  409: 'Not possible in the present state; names the legal moves.',
  410: 'The link was used, replaced or has expired.',
  412: 'The record changed after it was read.',
  413: 'The body is too large.',
  415: 'The body is not of a type this operation takes.',
  422: 'Fields to correct, each by JSON pointer.',
  428: 'If-Match is missing.',
  429: 'Too many requests.',
  503: 'Not available at the moment; try again.',
};

/** The contract of the whole API, generated from the operations alone: no server and no database is needed. */
export async function openapiDocument(): Promise<Json> {
  const defs: Json = {};
  const paths: Record<string, Json> = {};
  for (const op of operations) {
    paths[op.path] ??= {};
    paths[op.path]![op.method.toLowerCase()] = describe(op, defs);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Connect',
      version: '1.0.0',
      description:
        'One record of a residential construction loan, from lead to lien release. Amounts are integer US cents, rates exact decimal strings, dates `YYYY-MM-DD`, moments UTC. Errors are RFC 9457 problem documents.',
      license: { name: 'Proprietary', url: 'https://connect2.com/license' },
    },
    servers: [{ url: '/' }],
    tags,
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: { ...defs, Problem: PROBLEM },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          `Problem${status}`,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

function describe(op: Operation, defs: Json): Json {
  const open = op.permission === 'public';
  return {
    operationId: op.id,
    tags: [op.tag],
    summary: op.summary,
    description: [op.description, permissionLine(op)].filter(Boolean).join('\n\n'),
    ...(open ? { security: [] } : {}),
    parameters: [
      ...parametersOf(op.params, 'path', defs),
      ...parametersOf(op.query, 'query', defs),
      ...headersOf(op),
    ],
    ...(op.body ? { requestBody: bodyOf(op, defs) } : {}),
    responses: { ...success(op, defs), ...problems(op) },
    'x-permission': op.permission,
  };
}

function permissionLine(op: Operation): string {
  if (op.permission === 'public') return 'Needs no sign-in.';
  const who = op.permission === 'signed-in' ? 'Any signed-in user.' : `Needs \`${op.permission}\`.`;
  return who + (op.stepUp ? ' Asks for the second factor again when it is older than five minutes.' : '');
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query', defs: Json): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input', defs) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    // Several words of a filter are one parameter with commas.
    ...(rest.type === 'array' ? { style: 'form', explode: false } : {}),
    schema: rest,
    example: exampleOf(rest, defs),
  }));
}

function headersOf(op: Operation): Json[] {
  const headers: Json[] = [];
  if (needsVersion(op))
    headers.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The version you saw.',
      schema: { type: 'string' },
      example: '"3"',
    });
  if (op.method === 'POST' && !op.neverKept)
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: op.money === true,
      description: 'The same key with the same body has its effect once.',
      schema: { type: 'string', minLength: 8, maxLength: 200 },
      example: '5f0e9bd2-7c55-4c43-9d5f-9f3a8c1f5b60',
    });
  return headers;
}

function bodyOf(op: Operation, defs: Json): Json {
  const schema = jsonSchema(op.body!, 'input', defs);
  const type = op.consumes ?? 'application/json';
  return { required: true, content: { [type]: { schema, example: exampleOf(schema, defs) } } };
}

function success(op: Operation, defs: Json): Json {
  const status = op.status ?? 200;
  if (op.produces)
    return {
      [status]: {
        description: 'The file.',
        content: { [op.produces]: { schema: { type: 'string', format: 'binary' } } },
      },
    };
  if (!op.response || status === 204) return { 204: { description: 'Done.' } };
  const schema = jsonSchema(op.response, 'output', defs);
  const versioned = 'version' in ((schema.properties as Json) ?? {});
  return {
    [status]: {
      description: 'Success.',
      ...(versioned
        ? { headers: { ETag: { description: 'The version, for If-Match.', schema: { type: 'string' } } } }
        : {}),
      content: { 'application/json': { schema, example: exampleOf(schema, defs) } },
    },
  };
}

function problems(op: Operation): Json {
  const statuses = new Set<number>([400, 422, 429, 503, ...(op.alsoRefuses ?? [])]);
  if (op.permission !== 'public') statuses.add(401).add(403);
  if (op.path.includes('{')) statuses.add(404);
  if (op.path.includes('{token}')) statuses.add(410);
  if (op.method !== 'GET') statuses.add(409).add(413).add(415);
  if (needsVersion(op)) statuses.add(412).add(428);
  return Object.fromEntries(
    [...statuses].sort().map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 problem document.',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string', examples: ['/docs/problems#invalid_fields'] },
    title: { type: 'string', examples: ['Fields to correct'] },
    status: { type: 'integer', examples: [422] },
    code: { type: 'string', examples: ['invalid_fields'] },
    detail: { type: 'string', examples: ['Some fields need correction.'] },
    requestId: { type: 'string', examples: ['0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11'] },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', examples: ['/amountCents'] },
          message: { type: 'string', examples: ['Whole cents only.'] },
        },
      },
    },
    legalMoves: {
      type: 'array',
      items: { type: 'string' },
      description: 'On 409: the actions that are possible now.',
    },
    currentVersion: { type: 'integer', description: 'On 412: the version that is current.' },
  },
};
