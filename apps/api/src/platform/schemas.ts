import { cents } from '@connect/domain/money';
import { z } from 'zod';

/** The vocabulary every module's requests and responses are written in. Inputs validate; outputs only describe. */

const printable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();
const NOT_PRINTABLE = 'Text holds a character that cannot be stored (U+0000 or half of a surrogate pair).';

const DEEPEST = 20;

/** Where free-form JSON holds what cannot be stored, key or text, and what is wrong there; null when all of it can. */
function unstorable(value: unknown, path: string[] = []): { path: string[]; message: string } | null {
  if (typeof value === 'string') return printable(value) ? null : { path, message: NOT_PRINTABLE };
  if (typeof value !== 'object' || value === null) return null;
  if (path.length === DEEPEST) return { path, message: 'Nested too deeply.' };
  for (const [key, each] of Object.entries(value)) {
    const wrong = printable(key)
      ? unstorable(each, [...path, key])
      : { path: [...path, key], message: NOT_PRINTABLE };
    if (wrong) return wrong;
  }
  return null;
}

/** Input: the name of an entry of free-form JSON. */
export const EntryName = z.string().max(60).refine(printable, NOT_PRINTABLE);
/** Input: JSON of any shape by name, less than `max` characters of it. */
export const FreeForm = (max: number) =>
  z.record(EntryName, z.unknown()).superRefine((value, context) => {
    const wrong = unstorable(value);
    if (wrong) context.addIssue({ code: 'custom', ...wrong });
    else if (JSON.stringify(value).length >= max) context.addIssue({ code: 'custom', message: 'Too large.' });
  });

/** A line of text, trimmed, 1 to `max` characters. */
export const Text = (max = 200) =>
  z
    .string()
    .max(max, `At most ${max} characters.`)
    .refine(printable, NOT_PRINTABLE)
    .transform((s) => s.trim())
    .refine((s) => s.length > 0, 'Must not be empty.')
    .meta({ minLength: 1, maxLength: max });
/** Text that may run over several lines and may be empty. */
export const LongText = (max = 5000) =>
  z.string().max(max, `At most ${max} characters.`).refine(printable, NOT_PRINTABLE).meta({ maxLength: max });
export const Email = z
  .email('Not an e-mail address.')
  .max(254)
  .transform((s) => s.toLowerCase())
  .meta({ examples: ['office@example.com'] });

const EXAMPLE_ID = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
export const Id = z.uuid('Not an id.').meta({ examples: [EXAMPLE_ID] });

const LARGEST = 1_000_000_000_000; // ten billion dollars: above any amount of the book, far below 2^53
/** Output: one of these words; the database's own check keeps it so. */
export const WordOut = (words: readonly string[]) =>
  z.string().meta({ enum: [...words], examples: [words[0]] });

/** Input: an amount of integer cents, zero or more. */
export const CentsIn = z
  .int('Whole cents only.')
  .min(0, 'Must not be negative.')
  .max(LARGEST, 'Too large.')
  .transform((n) => cents(n))
  .meta({ examples: [1250000] });
/** Input: an amount of integer cents of at least one cent. */
export const PositiveCentsIn = z
  .int('Whole cents only.')
  .min(1, 'Must be more than zero.')
  .max(LARGEST, 'Too large.')
  .transform((n) => cents(n))
  .meta({ examples: [1250000] });
/** Input: cents of either sign. */
export const SignedCentsIn = z
  .int('Whole cents only.')
  .min(-LARGEST, 'Too large.')
  .max(LARGEST, 'Too large.')
  .transform((n) => cents(n))
  .meta({ examples: [-250000] });
/** Output: integer cents. */
export const CentsOut = z
  .custom<bigint>()
  .meta({ type: 'integer', description: 'US cents', examples: [1250000] });

/** A rate or ratio as an exact decimal: "0.09" is 9 %. */
export const RateIn = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,8})?$/, 'A decimal such as "0.09" (9 %).')
  .meta({ examples: ['0.09'] });
export const DecimalOut = z.string().meta({ description: 'exact decimal', examples: ['0.184'] });

/** A civil date that exists, between 1900 and 2199. */
export const CivilDateIn = z
  .string()
  .regex(/^(19|20|21)\d\d-\d\d-\d\d$/, 'A date such as "2026-11-23".')
  .refine((text) => {
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  }, 'No such day.')
  .meta({ format: 'date', examples: ['2026-11-23'] });
export const CivilDateOut = z.string().meta({ format: 'date', examples: ['2026-11-23'] });
export const Moment = z.string().meta({ format: 'date-time', examples: ['2026-11-23T18:04:05.123Z'] });
export const Version = z.int().meta({ description: 'send back as If-Match', examples: [3] });

/** A move of a state machine as the record offers it to this caller; `reason` says what a disallowed one waits for. */
export const Move = z
  .object({
    action: z.string(),
    label: z.string(),
    to: z.string(),
    allowed: z.boolean(),
    reason: z.string().optional(),
    needsReason: z.boolean().optional(),
    stepUp: z.boolean().optional().describe('Asks for the second factor again.'),
  })
  .meta({ id: 'Move' });

/** Query: yes or no. */
export const FlagIn = z.stringbool('Either true or false.').meta({ type: 'boolean' });

/**
 * Query: one or more of these words, separated by commas. A word that does not exist is refused: a mistyped state would else
 * answer with an empty list, which reads as "there is none".
 */
export const WordsIn = <W extends string>(words: readonly W[]) =>
  z
    .string()
    .transform((text, context) => {
      const asked = [...new Set(text.split(','))] as W[];
      const unknown = asked.find((word) => !words.includes(word));
      if (unknown === undefined) return asked;
      context.addIssue({
        code: 'custom',
        message: `There is no "${unknown.slice(0, 60)}" here; there are ${words.join(', ')}.`,
      });
      return z.NEVER;
    })
    .meta({ type: 'array', items: { type: 'string', enum: [...words] }, examples: [words.slice(0, 2)] });

/** Query: how a list is sorted, by one of these names; `-name` goes from the last to the first. */
export const SortIn = <N extends string>(names: readonly N[], first: N | `-${N}`) =>
  z.enum(names.flatMap((name) => [name, `-${name}` as const])).default(first as never);

/** The query every list takes; extend it with the list's filters. */
export const ListQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ examples: [50] }),
  cursor: z.string().max(1000).optional().describe('The nextCursor of the page before.'),
  withTotal: FlagIn.default(false).describe('Count all matching rows, too (slower).'),
});

/** A page of a list. */
export const PageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });

export const IdParams = z.object({ id: Id });

/** The body of every state change: an action, perhaps a reason, and what the action needs. */
export const TransitionBody = <A extends readonly [string, ...string[]]>(actions: A) =>
  z.strictObject({ action: z.enum(actions), reason: Text(2000).optional() });

/** Money acts may be dated back to the loan's last act, never forward. */
export const EffectiveDate = CivilDateIn.optional().describe(
  "Default: today in the book's time zone. Never in the future.",
);
