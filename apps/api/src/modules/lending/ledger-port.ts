import type { Cents } from '@connect/domain/money';
import type { Reader, Tx } from '../../platform/db.ts';

/** What funding puts on the books: what goes out by wire becomes principal, and so do the fees kept back from it. */
export interface LoanFunding {
  loanId: string;
  projectId: string;
  /** Settlement: interest starts on this day. */
  effectiveDate: string;
  /** The initial advance: wire and withheld fees. */
  principalCents: Cents;
  /** Origination fee kept back from the advance, part of the principal. */
  feeCents: Cents;
  /** What leaves for escrow: principal less fee. */
  wireCents: Cents;
  wireReference: string;
  /** How the advance falls on the budget lines; sums to the principal. */
  lines: { lineId: string; kind: string; amountCents: Cents }[];
}

/** What the ledger needs to know of a loan that its caller has read. Rates are exact decimals, amounts cents. */
export interface LoanOnBooks {
  id: string;
  amountCents: bigint;
  rate: string;
  dayCount: string;
  interestFrom: string;
  exitFeeCents: bigint;
  minimumInterestCents: bigint;
  defaultRate: string;
  maturityDate: string | null;
}

export interface NotedPledge {
  /** Of the pledge. */
  id: string;
  loanId: string;
  what: 'pledged' | 'pledge_released';
  date: string;
}

/** What lending asks of the ledger, which stands to its right; the composition root fills it. */
export interface LoanLedger {
  /** Posts the funding in the caller's transaction. */
  postFunding(tx: Tx, funding: LoanFunding): Promise<void>;
  /** The loan falls into default or is cured from a day on: default interest runs as the note says. */
  noteDefault(tx: Tx, loanId: string, what: 'defaulted' | 'cured', date: string): Promise<void>;
  /** From a day on the loan backs the bank line, or no longer: what the ledger holds as pledged follows, in the caller's transaction. */
  notePledge(tx: Tx, pledge: NotedPledge): Promise<void>;
  /** Principal, interest and fees still owed on a date, in cents; zero or less when nothing is. */
  outstandingCents(db: Reader, loanId: string, date: string): Promise<bigint>;
  /**
   * Outstanding principal in cents, and what is owed on a date as above; without a date the latter is not worked out and null. The
   * loan is one that the caller has read.
   */
  standing(
    db: Reader,
    loan: LoanOnBooks,
    owedOn: string | null,
  ): Promise<{ principalCents: bigint; outstandingCents: bigint | null }>;
  /** The last effective date of a posting of the loan, null when there is none: no act may be dated before it. */
  lastPostedOn(db: Reader, loanId: string): Promise<string | null>;
  /** The principal of many loans at once, in cents; a loan without postings may be left out. */
  principalsCents(db: Reader, loanIds: readonly string[]): Promise<Map<string, bigint>>;
}

let current: LoanLedger | undefined;

/** Called once by the composition root. */
export function useLoanLedger(ledger: LoanLedger): void {
  current = ledger;
}

/** The ledger of this process. Throws when it is not wired. */
export function loanLedger(): LoanLedger {
  if (!current) throw new Error('the loan ledger is not wired');
  return current;
}
