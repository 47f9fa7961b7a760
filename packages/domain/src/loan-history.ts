/** What happened to a loan, in the order in which it counts, whatever the order in which it was entered. */
import type { CivilDate } from './calendar.ts';
import type { AccountKey } from './chart-of-accounts.ts';
import type { Cents } from './money.ts';
import type { Rate } from './rate.ts';

interface Dated {
  /** The client's own key of the event, unique in the history: settles the order of two events of one kind and day. */
  key: string;
  /** The day it counts from. */
  date: CivilDate;
}

/** Amounts are cents and above zero unless said otherwise. */
export type LoanEvent = Dated &
  (
    | { kind: 'index'; index: string; value: Rate }
    /** Money reached escrow's closing: the initial advance becomes principal. `feeCents` of it is kept back as income. */
    | { kind: 'settled'; wireCents: Cents; feeCents: Cents; reserveCents: Cents; memo?: string }
    /** An agreed or re-set rate from this day on; index re-sets after it go on as the terms say. */
    | { kind: 'rate'; rate: Rate }
    | { kind: 'modified'; maturity?: CivilDate; commitmentCents?: Cents }
    | { kind: 'defaulted' }
    | { kind: 'cured' }
    /** Bills what was earned before this day. The bill is dated and due on it. */
    | { kind: 'bill' }
    /** The undrawn interest reserve rises, or with a negative amount falls. */
    | { kind: 'reserve'; changeCents: Cents }
    | { kind: 'fee'; amountCents: Cents; memo: string }
    /** Retainage is withheld, or with a negative amount released. */
    | { kind: 'draw'; grossCents: Cents; retainageCents: Cents; memo: string }
    /** `principalCents` of it is to pay principal down, beyond what is due. */
    | { kind: 'payment'; amountCents: Cents; principalCents: Cents; currency?: string }
    | { kind: 'apply_unapplied'; principalCents: Cents }
    | { kind: 'refund_unapplied'; amountCents: Cents }
    /** Debits positive, credits negative; balanced on the books and off them. */
    | { kind: 'journal'; lines: readonly { account: AccountKey; amountCents: Cents }[]; memo: string }
    /** All that is owed is settled; money above it is held unapplied. */
    | {
        kind: 'payoff';
        collectedCents: Cents /** As it was quoted; that of the terms when left out. */;
        exitFeeCents?: Cents;
      }
    /** The loan backs the bank line from this day on. */
    | { kind: 'pledged' }
    /** And no longer: `of` is the key of the pledge that ends. */
    | { kind: 'pledge_released'; of: string }
  );
export type LoanEventKind = LoanEvent['kind'];
export type EventOf<K extends LoanEventKind> = Extract<LoanEvent, { kind: K }>;

/** Events of one day in this order: what sets terms, then what is owed, then what is lent, then what is paid; refunds and pledges last. */
export const EVENT_KINDS = [
  'index',
  'settled',
  'modified',
  'rate',
  'cured',
  'defaulted',
  'bill',
  'reserve',
  'fee',
  'draw',
  'payment',
  'apply_unapplied',
  'journal',
  'payoff',
  'refund_unapplied',
  'pledged',
  'pledge_released',
] as const satisfies readonly LoanEventKind[];

/** What may happen to a loan that is paid off: money held is given back, and the bank lets go of what was pledged. */
export const AFTER_PAYOFF: readonly LoanEventKind[] = [
  'index',
  'refund_unapplied',
  'pledged',
  'pledge_released',
];

const RANK = new Map<LoanEventKind, number>(EVENT_KINDS.map((kind, rank) => [kind, rank]));
const rankOf = (kind: LoanEventKind): number => RANK.get(kind) ?? EVENT_KINDS.length;

/** By day, then kind, then the client's key: the one order of a history. */
export function compareEvents(a: LoanEvent, b: LoanEvent): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  const byKind = rankOf(a.kind) - rankOf(b.kind);
  if (byKind !== 0) return byKind;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

export const LEDGER_RULES = [
  'not_settled',
  'settled_twice',
  'paid_off',
  'amount_not_positive',
  'retainage_more_than_work',
  'over_commitment',
  'negative_rate',
  'rate_set_twice',
  'default_twice',
  'not_in_default',
  'billed_through',
  'reserve_below_zero',
  'principal_overpaid',
  'unapplied_short',
  'payoff_short',
  'journal_unbalanced',
  'overdrawn',
  'not_pledged',
  'wrong_currency',
  'key_used_twice',
] as const;
export type LedgerRule = (typeof LEDGER_RULES)[number];

/** A history that breaks a rule of the ledger; nothing of it is posted. */
export class RuleBroken extends Error {
  readonly rule: LedgerRule;
  /** The event at which the rule broke: not always the one that was entered last. */
  readonly event: LoanEvent;

  constructor(rule: LedgerRule, event: LoanEvent, message: string) {
    super(message);
    this.name = 'RuleBroken';
    this.rule = rule;
    this.event = event;
  }
}
