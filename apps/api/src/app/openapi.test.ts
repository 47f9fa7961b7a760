import { beforeAll, expect, test } from 'vitest';
import { operations } from './modules.ts';
import { openapiDocument } from './openapi.ts';

type Json = Record<string, unknown>;
interface Described {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters: { name: string; example?: unknown }[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema?: Json; example?: unknown }> }>;
}

let document: Json & {
  paths: Record<string, Record<string, Described>>;
  tags: { name: string; description?: string }[];
};
beforeAll(async () => {
  document = (await openapiDocument()) as typeof document;
});

const described = (): Described[] =>
  Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('every $ref resolves', () => {
  const refs: string[] = [];
  const walk = (node: unknown): void => {
    if (!node || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '$ref') refs.push(value as string);
      else walk(value);
    }
  };
  walk(document);
  expect(refs.length).toBeGreaterThan(500);
  const dangling = refs.filter((ref) => {
    const path = ref.replace(/^#\//, '').split('/');
    return path.reduce<unknown>((node, part) => (node as Json | undefined)?.[part], document) === undefined;
  });
  expect(dangling).toEqual([]);
});

test('every operation is described, tagged and given examples, under a name of its own', () => {
  const tags = new Map(document.tags.map((tag) => [tag.name, tag.description]));
  const wanting = described().flatMap((op) => {
    const bodies = Object.entries(op.responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([, { content = {} }]) => Object.values(content))
      .filter(({ schema }) => schema?.format !== 'binary');
    return [
      op.summary ? null : 'no summary',
      op.description ? null : 'no description',
      op.tags?.length === 1 && tags.get(op.tags[0]!) ? null : 'no tag that is described',
      op.parameters.every(({ example }) => example !== undefined) ? null : 'a parameter without an example',
      Object.values(op.requestBody?.content ?? {}).every(({ example }) => example !== undefined)
        ? null
        : 'a body without an example',
      bodies.every(({ example }) => example !== undefined) ? null : 'an answer without an example',
    ]
      .filter((each) => each !== null)
      .map((each) => `${op.operationId}: ${each}`);
  });
  expect(wanting).toEqual([]);
  const names = described().map((op) => op.operationId);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(operations.length);
});

test('the example of each body is one that its operation takes', () => {
  const refused = operations.flatMap((op) => {
    const content = document.paths[op.path]![op.method.toLowerCase()]!.requestBody?.content;
    const example = content && Object.values(content)[0]?.example;
    if (!op.body || op.consumes) return [];
    const result = op.body.safeParse(example);
    return result.success
      ? []
      : [`${op.id}: ${result.error.issues[0]?.path.join('/')} ${result.error.issues[0]?.message}`];
  });
  expect(refused).toEqual([]);
});
