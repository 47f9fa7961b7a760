/** What a random loan is made from. Tests only. */
import type { LoanEventKind } from '../src/loan-history.ts';
import type { NoteTerms } from '../src/loan-terms.ts';

export const SNAPS = ['none', 'none', 'month end', 'first', '30th', 'cluster'] as const;

/** What is to happen, before it is known how much of it is possible. */
export interface Step {
  kind: LoanEventKind;
  /** Days after settlement, below zero before it. */
  day: number;
  snap: (typeof SNAPS)[number];
  /** A share of what is possible, of 1,000. */
  share: number;
  /** Which of the ways of its kind. */
  way: number;
  /** Settles the order of steps of one kind and day. */
  rank: number;
}

export interface Recipe {
  terms: NoteTerms;
  settledOn: string;
  wire: bigint;
  fee: bigint;
  reserve: bigint;
  /** Days from settlement to `through`. */
  days: number;
  bills: 'on the first' | 'from the anchor' | 'by steps';
  steps: Step[];
}
