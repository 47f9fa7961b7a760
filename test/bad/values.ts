import { exampleOf } from '../../apps/api/src/app/openapi-examples.ts';

export type Json = Record<string, unknown>;

/** A body with one thing wrong, and where. `sure`: no operation may take it; otherwise it only must not break anything. */
export interface BadBody {
  what: string;
  pointer: string;
  body: unknown;
  sure: boolean;
}

const TOO_LARGE = 1e21;
const LONE = '\ud800';
/** Valid text that must stay text: it is kept or refused, and never run. */
const INJECTIONS = [
  "'; drop table platform.events; --",
  '<script>alert(1)</script>',
  '{{7*7}}%s%n/../../etc/passwd',
  '\u202eevil\u0007',
];

/** Every way in which a body of this schema can be wrong in one place. @param valid a body that fits the schema */
export function badBodies(schema: Json, defs: Json, valid: unknown): BadBody[] {
  return wrongAt(schema, defs, valid).map(({ path, value, ...rest }) => ({
    ...rest,
    pointer: path.map((part) => `/${part}`).join(''),
    body: changed(valid, path, value),
  }));
}

interface Wrong {
  what: string;
  path: (string | number)[];
  value: unknown;
  sure: boolean;
}

const GONE = Symbol('left out');

function wrongAt(given: Json, defs: Json, valid: unknown, path: (string | number)[] = []): Wrong[] {
  const schema = resolve(given, defs);
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (options) return ofUnion(options, defs, valid, path);
  const types = [schema.type].flat() as string[];
  const bad = (what: string, value: unknown, sure = true): Wrong => ({ what, path, value, sure });
  const found = types.includes('null') || path.length === 0 ? [] : [bad('null', null)];
  if (types.includes('object')) return [...found, ...ofObject(schema, defs, valid, path, bad)];
  if (types.includes('array')) return [...found, ...ofArray(schema, defs, valid, path, bad)];
  if (types.includes('string')) return [...found, ...ofString(schema).map(([w, v, s]) => bad(w, v, s))];
  if (types.includes('integer') || types.includes('number'))
    return [...found, ...ofNumber(schema, types).map(([w, v]) => bad(w, v))];
  if (types.includes('boolean')) return [...found, bad('a word', 'yes'), bad('a number', 1)];
  return found;
}

/** The variant that the valid body is one of, and values of no variant. */
function ofUnion(options: Json[], defs: Json, valid: unknown, path: (string | number)[]): Wrong[] {
  const own = options.map((option) => resolve(option, defs)).find((option) => fits(option, valid));
  const inner = own ? wrongAt(own, defs, valid, path) : [];
  const nullable = options.some((option) => resolve(option, defs).type === 'null');
  return inner.filter((each) => !(nullable && each.path.length === path.length && each.value === null));
}

function fits(option: Json, valid: unknown): boolean {
  if (option.type === 'object') {
    const properties = (option.properties ?? {}) as Record<string, Json>;
    return (
      typeof valid === 'object' &&
      valid !== null &&
      Object.entries(properties).every(
        ([name, part]) => !('const' in part) || (valid as Json)[name] === part.const,
      )
    );
  }
  return option.type === 'null' ? valid === null : option.type === typeof valid;
}

type Bad = (what: string, value: unknown, sure?: boolean) => Wrong;

function ofObject(schema: Json, defs: Json, valid: unknown, path: (string | number)[], bad: Bad): Wrong[] {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const required = (schema.required ?? []) as string[];
  const here = (valid ?? {}) as Json;
  return [
    bad('a word', 'word'),
    bad('a number', 7),
    bad('a list', []),
    ...(schema.additionalProperties === false
      ? [{ what: 'an unknown field', path: [...path, 'noSuchField'], value: 1, sure: true }]
      : []),
    ...(typeof schema.additionalProperties === 'object' ? ofEntries(path) : []),
    ...required.map((name) => ({ what: 'left out', path: [...path, name], value: GONE, sure: true })),
    ...Object.entries(properties)
      .filter(([name]) => name in here)
      .flatMap(([name, part]) => wrongAt(part, defs, here[name], [...path, name])),
  ];
}

/** Of an object that takes any name: what cannot be stored as a name, as a value, and deep within one. */
function ofEntries(path: (string | number)[]): Wrong[] {
  const entry = (what: string, name: string, value: unknown): Wrong => ({
    what: `an entry: ${what}`,
    path: [...path, name],
    value,
    sure: true,
  });
  return ['a\u0000b', `a${LONE}b`].flatMap((text) => [
    entry('its name', text, 'x'),
    entry('its value', 'x', text),
    entry('within its value', 'x', { y: [text] }),
    entry('a name within its value', 'x', [{ [text]: 1 }]),
  ]);
}

function ofArray(schema: Json, defs: Json, valid: unknown, path: (string | number)[], bad: Bad): Wrong[] {
  const items = (schema.items ?? {}) as Json;
  const first = (valid as unknown[] | undefined)?.[0];
  const most = schema.maxItems as number | undefined;
  return [
    bad('a word', 'word'),
    bad('an object', {}),
    ...(most === undefined
      ? []
      : [
          bad(
            'too many',
            Array.from({ length: most + 1 }, () => first),
          ),
        ]),
    ...(((schema.minItems as number | undefined) ?? 0) > 0 ? [bad('too few', [])] : []),
    ...(first === undefined ? [] : wrongAt(items, defs, first, [...path, 0])),
  ];
}

function ofString(schema: Json): [string, unknown, boolean?][] {
  const always: [string, unknown, boolean?][] = [
    ['a number', 7],
    ['a list', ['x']],
    ['U+0000', 'a\u0000b'],
    ['half a surrogate pair', `a${LONE}b`],
  ];
  if (schema.enum || 'const' in schema) return [...always, ['another word', 'no_such_word']];
  if (schema.format === 'uuid')
    return [...always, ['no id', 'not-an-id'], ['an unknown id', crypto.randomUUID(), false]];
  if (schema.format === 'date')
    return [...always, ...BAD_DATES.map((d) => ['no such day', d] as [string, string])];
  const most = schema.maxLength as number | undefined;
  const least = schema.minLength as number | undefined;
  return [
    ...always,
    ...(most === undefined ? [] : ([['too long', 'x'.repeat(most + 1)]] as [string, string][])),
    ...(least ? ([['empty', '']] as [string, string][]) : []),
    ...(schema.pattern ? ([['out of pattern', '!!!']] as [string, string][]) : []),
    ...INJECTIONS.map((text) => ['an injection', text, false] as [string, string, boolean]),
    ['over-precise', '0.1234567890123', false],
    ['a negative', '-1', false],
  ];
}

const BAD_DATES = ['2026-02-30', '0000-00-00', '99999-01-01', '2026-1-1', '1066-10-14', 'tomorrow', ''];

function ofNumber(schema: Json, types: string[]): [string, unknown][] {
  const { minimum, maximum } = schema as { minimum?: number; maximum?: number };
  return [
    ['a word', 'many'],
    ['digits as text', '12'],
    ['true', true],
    ...(types.includes('integer') ? ([['over-precise', 1.5]] as [string, number][]) : []),
    ...(minimum === undefined ? [] : ([['too small', minimum - 1]] as [string, number][])),
    ['too large', maximum === undefined ? TOO_LARGE : maximum + 1],
  ];
}

export function resolve(schema: Json, defs: Json): Json {
  if (typeof schema.$ref !== 'string') return schema;
  const { $ref, ...rest } = schema;
  return { ...resolve(defs[($ref as string).split('/').at(-1)!] as Json, defs), ...rest };
}

function changed(valid: unknown, path: (string | number)[], value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(valid)) return valid.map((each, i) => (i === head ? changed(each, rest, value) : each));
  const { [head]: inner, ...others } = (valid ?? {}) as Json;
  if (rest.length === 0 && value === GONE) return others;
  return { ...others, [head]: rest.length === 0 ? value : changed(inner, rest, value) };
}

/** Bodies that fit: of each variant of a transition one. */
export function validBodies(given: Json, defs: Json): unknown[] {
  const schema = resolve(given, defs);
  const options = (schema.oneOf ?? schema.anyOf) as Json[] | undefined;
  return options ? options.map((option) => exampleOf(option, defs)) : [exampleOf(schema, defs)];
}
