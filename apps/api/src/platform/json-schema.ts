import { z } from 'zod';

type Json = Record<string, unknown>;

/** JSON Schema of a zod declaration, trimmed of what only zod needs. `defs` collects named schemas for OpenAPI. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', defs: Json): Json {
  const raw = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: keepMeta,
  }) as Json;
  const own = (raw.$defs ?? {}) as Record<string, Json>;
  for (const [name, def] of Object.entries(own)) defs[name] = tidy(def, io);
  delete raw.$defs;
  delete raw.$schema;
  return tidy(raw, io) as Json;
}

/** Of a field that is trimmed or converted on the way in, zod shows the inner schema alone, and of what holds one no example: both are put back. */
function keepMeta({
  zodSchema,
  jsonSchema: shown,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: object;
}): void {
  const { id: _, ...meta } = z.globalRegistry.get(zodSchema) ?? {};
  if (zodSchema._zod.def.type === 'pipe') Object.assign(shown, meta);
  else if (meta.examples) Object.assign(shown, { examples: meta.examples });
}

/** A schema without references, for the serializer: each `$ref` replaced by what it names. */
export function inlineSchema(schema: z.ZodType): Json {
  const defs: Json = {};
  const root = jsonSchema(schema, 'output', defs);
  const inline = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(inline);
    if (!node || typeof node !== 'object') return node;
    const { $ref, ...rest } = node as Json;
    if (typeof $ref === 'string') return inline({ ...(defs[$ref.split('/').at(-1)!] as Json), ...rest });
    const out: Json = {};
    for (const [key, value] of Object.entries(node)) out[key] = inline(value);
    return nullableObject(out);
  };
  return inline(root) as Json;
}

/** fast-json-stringify resolves unions by validating, at a cost and without knowing bigint; `nullable` does the same for free. */
function nullableObject(node: Json): Json {
  const options = node.anyOf as Json[] | undefined;
  if (options?.length === 2 && options[1]?.type === 'null') {
    const { anyOf, ...rest } = node;
    return { ...options[0], ...rest, nullable: true };
  }
  if (!Array.isArray(node.type) || node.type.length !== 2 || node.type[1] !== 'null') return node;
  const { enum: _, ...rest } = node;
  const open = node.type[0] === 'object' && !node.properties ? { additionalProperties: true } : {};
  return { ...rest, ...open, type: node.type[0], nullable: true };
}

/** Zod writes patterns and bounds that say nothing to a reader of the contract: they are dropped here. */
function tidy(node: unknown, io: 'input' | 'output'): Json {
  if (Array.isArray(node)) return node.map((each) => tidy(each, io)) as unknown as Json;
  if (!node || typeof node !== 'object') return node as unknown as Json;
  const out: Json = {};
  for (const [key, value] of Object.entries(node as Json)) {
    if (key === '$ref' && typeof value === 'string')
      out.$ref = value.replace('#/$defs/', '#/components/schemas/');
    else if (key === 'id' && typeof value === 'string' && 'type' in (node as Json)) continue;
    else if (key === 'pattern' && 'format' in (node as Json)) continue;
    else if (
      (key === 'maximum' || key === 'minimum') &&
      Math.abs(value as number) === Number.MAX_SAFE_INTEGER
    )
      continue;
    else if (key === 'additionalProperties' && io === 'output' && value === false) continue;
    else out[key] = typeof value === 'object' ? tidy(value, io) : value;
  }
  const options = out.anyOf as Json[] | undefined;
  if (options?.length === 2 && options[1]?.type === 'null' && typeof options[0]?.type === 'string') {
    const { anyOf, ...rest } = out;
    const first = options[0] as Json;
    return {
      ...first,
      ...rest,
      type: [first.type, 'null'],
      ...(first.enum ? { enum: [...(first.enum as unknown[]), null] } : {}),
    };
  }
  return out;
}
