type Json = Record<string, unknown>;

/** An example for a schema, put together from the examples of its parts; every operation shows one. */
export function exampleOf(schema: Json, defs: Json): unknown {
  if (typeof schema.$ref === 'string') return exampleOf(defs[schema.$ref.split('/').at(-1)!] as Json, defs);
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if ('default' in schema) return schema.default;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (options) return exampleOf(options[0]!, defs);
  if (Array.isArray(schema.allOf))
    return Object.assign({}, ...(schema.allOf as Json[]).map((part) => exampleOf(part, defs)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return objectExample(schema, defs);
  if (type === 'array') return [exampleOf((schema.items ?? {}) as Json, defs)];
  if (type === 'integer' || type === 'number')
    return Math.max(1, (schema.minimum as number | undefined) ?? 1);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return type === 'string' ? textExample(schema) : {};
}

function objectExample(schema: Json, defs: Json): Json {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, exampleOf(part, defs)]));
}

function textExample(schema: Json): string {
  if (schema.format === 'email') return 'office@example.com';
  if (schema.format === 'uri') return 'https://example.com/';
  const text = 'Sample text that is long enough';
  return text.slice(
    0,
    Math.min(
      (schema.maxLength as number | undefined) ?? 11,
      Math.max(11, (schema.minLength as number | undefined) ?? 0),
    ),
  );
}
