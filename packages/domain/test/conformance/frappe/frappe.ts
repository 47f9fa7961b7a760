/** Loans, lines and shortfalls of another system, each under the convention that it states. */
import { type ConformanceCase, differs, type Suite, unread } from '../outcome.ts';
import { available } from './available.ts';
import type { FrappeCase } from './case.ts';
import { instalments } from './instalments.ts';
import { loanStory } from './loan-story.ts';
import { lateInstalments, lateInterest } from './penalty.ts';

/** Every input that one of the kinds reads. */
const INPUTS = [
  'principal',
  'draw',
  'annualRatePct',
  'disbursed',
  'periods',
  'payment',
  'payments',
  'accrualRuns',
  'dueDate',
  'dueDates',
  'prepayDate',
  'prepayAmount',
  'payoffDate',
  'shortPayment',
  'excessPayment',
  'installment',
  'asOf',
  'penaltyRatePct',
  'demandThrough',
  'gracePeriodDays',
  'paymentDate',
  'paymentAmount',
  'qty',
  'price',
  'haircutPct',
  'alreadyDrawn',
];

/** What a case asks, worked out by ours: name → amount, number or word. */
export type Answers = Record<string, unknown>;

const KINDS: { kind: string; needs: string[]; ours: string; answer(each: FrappeCase): Answers }[] = [
  { kind: 'amortising', needs: [], ours: 'noteSchedule, levelPayment', answer: instalments },
  { kind: 'default-interest', needs: ['dueDates'], ours: 'projectLoan', answer: lateInstalments },
  { kind: 'default-interest', needs: [], ours: 'projectLoan', answer: lateInterest },
  { kind: 'borrowing-base', needs: [], ours: 'borrowingBase', answer: available },
  ...['simple-interest', 'payoff', 'waterfall'].map((kind) => ({
    kind,
    needs: [],
    ours: 'projectLoan',
    answer: loanStory,
  })),
];

const kindOf = ({ kind, inputs }: FrappeCase) =>
  KINDS.find((each) => each.kind === kind && each.needs.every((name) => name in inputs));

export const frappe: Suite = {
  file: 'frappe.json',
  variable: 'FRAPPE_CASES',
  read: ({ cases }: { cases: FrappeCase[] }): ConformanceCase[] =>
    cases.map((each) => ({
      name: each.id,
      answeredBy: kindOf(each)?.ours ?? 'none',
      check: () => wrong(each),
    })),
};

function wrong(each: FrappeCase): string[] {
  const kind = kindOf(each);
  if (!kind) return [`${each.kind} is nothing of ours`];
  const answers = kind.answer(each);
  const stated = statedAmong(each.inputs);
  return [
    ...unread(each.inputs, [...INPUTS, ...Object.keys(stated)]),
    ...Object.entries({ ...each.expected, ...stated }).flatMap(([name, expected]) =>
      name in answers ? differs(name, answers[name], expected) : [`${name} is nothing of ours`],
    ),
  ];
}

/** Inputs that are results: how many days were counted, and how the loan stands in the end. */
const statedAmong = (inputs: FrappeCase['inputs']) =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => /(days?Counted|Status)$/i.test(name)));
