import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Basis } from './basis.ts';
import { NO_SHIFT } from './business-days.ts';
import { addDays, addMonths, civilDate } from './calendar.ts';
import { notePayments } from './note-payments.ts';
import { noteSchedule } from './note-schedule.ts';
import { rate } from './rate.ts';
import { Rational, sumRationals } from './rational.ts';
import type { Cycle } from './schedule.ts';
import {
  NOTHING_OBSERVED,
  type NoteEvent,
  type PrincipalStep,
  type ScheduledNote,
} from './scheduled-note.ts';

const d = civilDate;
const whole = (n: number | bigint) => Rational.of(n);
const monthly = (anchor: string, change: Partial<Cycle> = {}): Cycle => ({
  anchor: d(anchor),
  every: { months: 1 },
  stub: 'short',
  endOfMonth: false,
  ...change,
});
const note = (change: Partial<ScheduledNote> = {}): ScheduledNote => ({
  side: 'lender',
  settledOn: d('2026-01-01'),
  principal: whole(100_000_00),
  premium: Rational.ZERO,
  openingAccrued: Rational.ZERO,
  boarded: null,
  maturity: d('2026-07-01'),
  basis: '30E/360',
  rate: rate('0.12'),
  interest: { cycles: [monthly('2026-02-01')], capitalised: 'never' },
  base: { kind: 'principal' },
  repayment: [],
  resets: [],
  businessDays: NO_SHIFT,
  notice: null,
  ...change,
});
const brief = (events: readonly NoteEvent[]) =>
  events.map(({ kind, date, cash }) => `${date.slice(5)} ${kind} ${cash.toDecimalString(0)}`);

describe('a schedule', () => {
  test('of interest alone, with a fee kept back', () => {
    expect(brief(noteSchedule(note({ premium: whole(-2_000_00), maturity: d('2026-03-15') })))).toEqual([
      '01-01 settled -9800000',
      '02-01 interest 100000',
      '03-01 interest 100000',
      '03-15 interest 46667',
      '03-15 matured 10000000',
    ]);
  });
  test('levels itself out to the cent of the last payment', () => {
    const level: PrincipalStep = {
      ...monthly('2026-02-01'),
      how: 'level',
      amount: null,
      grows: false,
      relevels: true,
    };
    const rows = notePayments(noteSchedule(note({ repayment: [level] })));
    const paid = rows.slice(1).map(({ interest, principal }) => interest.plus(principal).toDecimalString(0));
    expect(paid).toEqual(['1725484', '1725484', '1725484', '1725484', '1725484', '1725482']);
    expect(rows.at(-1)?.balance.isZero()).toBe(true);
  });
  test('makes a new level payment of a new rate', () => {
    const level: PrincipalStep = {
      ...monthly('2026-02-01'),
      how: 'level',
      amount: null,
      grows: false,
      relevels: true,
    };
    const events = noteSchedule(
      note({
        repayment: [level],
        resets: [{ ...monthly('2026-04-01', { every: null }), kind: 'fixed', rate: rate('0.06') }],
      }),
      { rounding: 'none' },
    );
    const rows = notePayments(events).slice(1);
    const paid = rows.map(({ interest, principal }) => interest.plus(principal).toDecimalString(2));
    expect(new Set(paid.slice(0, 3)).size).toBe(1);
    expect(new Set(paid.slice(3)).size).toBe(1);
    expect(Number(paid[3])).toBeLessThan(Number(paid[0]));
    expect(rows.at(-1)?.balance.isZero()).toBe(true);
  });
  test('grows by interest that a payment does not cover, only if the note says so', () => {
    const step = (grows: boolean): PrincipalStep => ({
      ...monthly('2026-02-01'),
      how: 'level',
      amount: whole(400_00),
      grows,
      relevels: false,
    });
    const balance = (grows: boolean) =>
      notePayments(noteSchedule(note({ repayment: [step(grows)] })))[1]?.balance.toDecimalString(0);
    expect(balance(true)).toBe('10060000');
    expect(balance(false)).toBe('10000000');
  });
  test('ends with the payment that leaves nothing when no maturity is agreed', () => {
    const step: PrincipalStep = { ...monthly('2026-02-01'), how: 'repaid', amount: whole(40_000_00) };
    const events = noteSchedule(note({ maturity: null, repayment: [step] }), { until: d('2030-01-01') });
    expect(brief(events).slice(-2)).toEqual(['04-01 interest 20000', '04-01 matured 2000000']);
  });
  test('capitalises through a day and pays from then on', () => {
    const events = noteSchedule(
      note({ interest: { cycles: [monthly('2026-02-01')], capitalised: { through: d('2026-03-16') } } }),
    );
    expect(brief(events).slice(1, 5)).toEqual([
      '02-01 capitalised 0',
      '03-01 capitalised 0',
      '03-16 capitalised 0',
      '04-01 interest 51260',
    ]);
  });
  test('of a demand note ends after the notice of the call', () => {
    const events = noteSchedule(note({ maturity: null, notice: { days: 10 } }), {
      observed: { ...NOTHING_OBSERVED, calledOn: d('2026-02-10') },
    });
    expect(brief(events).slice(1)).toEqual([
      '02-01 interest 100000',
      '02-10 called 0',
      '02-20 interest 63333',
      '02-20 call_due 10000000',
    ]);
  });
  test('calculates on an amount that does not follow the principal', () => {
    const repayment: PrincipalStep[] = [
      { ...monthly('2026-02-01'), how: 'repaid', amount: whole(10_000_00) },
    ];
    const interest = (base: ScheduledNote['base']) =>
      noteSchedule(note({ repayment, base }))
        .filter(({ kind }) => kind === 'interest')
        .map(({ cash }) => cash.toDecimalString(0));
    expect(interest({ kind: 'principal' }).slice(0, 4)).toEqual(['100000', '90000', '80000', '70000']);
    expect(interest({ kind: 'fixed', amount: whole(100_000_00) }).slice(0, 4)).toEqual([
      '100000',
      '100000',
      '100000',
      '100000',
    ]);
    const lagged = {
      kind: 'lagged',
      opening: whole(100_000_00),
      cycle: monthly('2026-03-01', { every: null }),
    } as const;
    expect(interest(lagged).slice(0, 4)).toEqual(['100000', '100000', '80000', '80000']);
  });
  test('reads its index a few days before, and within its caps', () => {
    const rule = {
      index: 'SOFR',
      multiplier: rate('1'),
      spread: rate('0.05'),
      floor: rate('0.09'),
      cap: rate('0.13'),
      periodCap: rate('0.005'),
    };
    const value = (date: string, v: string) => ({ index: 'SOFR', date: d(date), value: Rational.parse(v) });
    const observed = {
      ...NOTHING_OBSERVED,
      values: [value('2026-01-20', '0.03'), value('2026-02-28', '0.2'), value('2026-03-30', '0.2')],
    };
    const events = noteSchedule(
      note({ resets: [{ ...monthly('2026-02-01'), kind: 'index', rule, fixingDays: 5 }] }),
      { observed },
    );
    const read = events.filter(({ kind }) => kind === 'rate_read').map(({ rate: r }) => r.toDecimalString(3));
    expect(read).toEqual(['0.090', '0.090', '0.095', '0.100', '0.105']);
  });
  test('needs an end', () => {
    expect(() => noteSchedule(note({ maturity: null }))).toThrow(RangeError);
    const step: PrincipalStep = { ...monthly('2026-02-01'), how: 'repaid', amount: null };
    expect(() =>
      noteSchedule(note({ maturity: null, repayment: [step] }), { until: d('2027-01-01') }),
    ).toThrow('how much is paid');
  });
});

const anyStep = fc.record({
  every: fc.integer({ min: 1, max: 6 }).map((months) => ({ months })),
  stub: fc.constantFrom('short' as const, 'long' as const),
  endOfMonth: fc.boolean(),
});
const anyNote = fc
  .record({
    settledOn: fc.integer({ min: 0, max: 2000 }).map((n) => addDays(d('2024-01-01'), n)),
    months: fc.integer({ min: 1, max: 36 }),
    principal: fc.integer({ min: 1_000_00, max: 5_000_000_00 }),
    percent: fc.integer({ min: 0, max: 2400 }),
    basis: fc.constantFrom<Basis>('actual/360', 'actual/365', 'actual/actual', '30E/360', '30/360'),
    interest: anyStep,
    principalCycle: anyStep,
    how: fc.constantFrom('none' as const, 'repaid' as const, 'level' as const, 'lent' as const),
    amount: fc.option(fc.integer({ min: 0, max: 100_000_00 })),
    grows: fc.boolean(),
    capitalised: fc.constantFrom('never' as const, 'always' as const),
  })
  .map(({ settledOn, months, principal, percent, how, amount, grows, ...rest }): ScheduledNote => {
    const first = addMonths(settledOn, 1);
    const cycle = { anchor: first, ...rest.principalCycle };
    const steps: Record<typeof how, PrincipalStep[]> = {
      none: [],
      repaid: [{ ...cycle, how: 'repaid', amount: amount === null ? null : whole(amount) }],
      level: [
        { ...cycle, how: 'level', amount: amount === null ? null : whole(amount), grows, relevels: true },
      ],
      lent: [{ ...cycle, how: 'lent', amount: whole(amount ?? 0) }],
    };
    return note({
      settledOn,
      maturity: addMonths(settledOn, months),
      principal: whole(principal),
      rate: rate((percent / 10_000).toFixed(4)),
      basis: rest.basis,
      interest: { cycles: [{ anchor: first, ...rest.interest }], capitalised: rest.capitalised },
      repayment: steps[how],
    });
  });

describe('any note', () => {
  test('gives back what it took, and whole cents', () => {
    fc.assert(
      fc.property(anyNote, (each) => {
        const rows = notePayments(noteSchedule(each));
        const sum = (of: (row: (typeof rows)[number]) => Rational) => sumRationals(rows.map(of));
        const came = sum(({ lent }) => lent).plus(sum(({ capitalised }) => capitalised));
        expect(sum(({ principal }) => principal).equals(came)).toBe(true);
        for (const row of rows)
          for (const amount of [row.interest, row.capitalised, row.principal, row.lent, row.balance])
            expect(amount.denominator).toBe(1n);
        expect(rows.at(-1)?.balance.isZero()).toBe(true);
      }),
    );
  });
  test('is the same from the other side, with the other sign', () => {
    fc.assert(
      fc.property(anyNote, (each) => {
        const [ours, theirs] = (['lender', 'borrower'] as const).map((side) =>
          noteSchedule({ ...each, side }),
        );
        for (const [i, event] of ours!.entries()) {
          const other = theirs![i]!;
          expect([other.kind, other.date]).toEqual([event.kind, event.date]);
          for (const name of ['cash', 'interest', 'principal', 'accrued'] as const)
            expect(other[name].equals(event[name].negated())).toBe(true);
          expect(other.rate.equals(event.rate)).toBe(true);
        }
      }),
    );
  });
  test('pays each time what is not rounded by less than a cent for each date before', () => {
    fc.assert(
      fc.property(anyNote, (each) => {
        if (each.repayment.some(({ how }) => how === 'level') || each.interest.capitalised === 'always')
          return;
        const [exact, cents] = (['none', 'cents'] as const).map((rounding) =>
          noteSchedule(each, { rounding }),
        );
        for (const [i, event] of exact!.entries()) {
          const off = event.cash.minus(cents![i]!.cash).toNumberForDisplay();
          expect(Math.abs(off)).toBeLessThanOrEqual(0.5 * (i + 1));
        }
      }),
      { numRuns: 50 },
    );
  });
});
