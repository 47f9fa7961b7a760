/** The terms of an ACTUS contract: strings, some padded, read by name. What nobody asks for is found out. */
import { type CivilDate, civilDate } from '../../../src/calendar.ts';
import type { Rational } from '../../../src/rational.ts';
import type { Cycle, Step } from '../../../src/schedule.ts';
import { decimal } from '../decimal.ts';
import { pythonLiteral } from '../python-literal.ts';

/** Names that say nothing about money. */
const BESIDE_THE_POINT = new Set([
  'contractID',
  'creatorID',
  'counterpartyID',
  'contractDealDate',
  'currency',
  'currency2',
  'settlementCurrency',
  'contractPerformance',
  'seniority',
  'marketObjectCode',
  'clearingHouse',
]);

/** Values that switch something off. */
const OFF = /^(0+(\.0+)?|N|O|null|None)$/;

export class Terms {
  private readonly given: Readonly<Record<string, unknown>>;
  private readonly read = new Set<string>();

  constructor(given: Readonly<Record<string, unknown>>) {
    this.given = given;
  }

  text(name: string): string | null {
    this.read.add(name);
    const value = this.given[name];
    const text = value === undefined || value === null ? '' : String(value).trim();
    return text === '' || text === 'null' || text === 'None' ? null : text;
  }

  decimal(name: string): Rational | null {
    const text = this.text(name);
    return text === null ? null : decimal(text);
  }

  date(name: string): CivilDate | null {
    const text = this.text(name);
    return text === null ? null : dateOf(text);
  }

  /** A term that may be one value, several, or several printed into one string; empty when absent. */
  list(name: string): string[] {
    this.read.add(name);
    const value = this.given[name];
    if (Array.isArray(value)) return value.map((each) => String(each).trim());
    const text = this.text(name);
    if (text === null) return [];
    return text.startsWith('[') ? (pythonLiteral(text) as unknown[]).map(String) : [text];
  }

  /** Anything else, printed or not. */
  structure(name: string): unknown {
    this.read.add(name);
    const value = this.given[name];
    return typeof value === 'string' ? pythonLiteral(value) : value;
  }

  /**
   * A schedule out of its anchor and its cycle; null when there is neither.
   * @throws RangeError for a cycle that is none
   */
  cycle(anchorName: string, cycleName: string, otherwise: (step: Step) => CivilDate): Cycle | null {
    const [anchor, written] = [this.date(anchorName), this.text(cycleName)];
    if (!anchor && !written) return null;
    const { step, stub } = written ? parseCycle(written) : { step: null, stub: 'short' as const };
    return { anchor: anchor ?? otherwise(step!), every: step, stub, endOfMonth: this.endOfMonth };
  }

  get endOfMonth(): boolean {
    return this.text('endOfMonthConvention') === 'EOM';
  }

  /** @throws RangeError for terms that were given and never asked for: leaving one out silently would be another contract */
  assertAllRead(): void {
    const left = Object.keys(this.given).filter(
      (name) =>
        !this.read.has(name) &&
        !BESIDE_THE_POINT.has(name) &&
        this.text(name) !== null &&
        !OFF.test(this.text(name) ?? ''),
    );
    if (left.length > 0) throw new RangeError(`No note of ours has ${left.join(', ')}.`);
  }
}

/** Dates come with a time of midnight, which is none. */
export const dateOf = (text: string): CivilDate => civilDate(text.trim().slice(0, 10));

const UNITS: Record<string, (n: number) => Step> = {
  D: (n) => ({ days: n }),
  W: (n) => ({ days: 7 * n }),
  M: (n) => ({ months: n }),
  Q: (n) => ({ months: 3 * n }),
  H: (n) => ({ months: 6 * n }),
  Y: (n) => ({ months: 12 * n }),
};

/** "P1ML0": one month, a last stub is long; "L1": it is short. */
export function parseCycle(text: string): { step: Step; stub: 'short' | 'long' } {
  const match = /^P?(\d+)([DWMQHY])(L0|L1|[+-])?$/.exec(text.trim());
  const unit = match && UNITS[match[2]!];
  if (!unit) throw new RangeError(`"${text}" is not a cycle.`);
  return { step: unit(Number(match[1])), stub: match[3] === 'L0' || match[3] === '+' ? 'long' : 'short' };
}
