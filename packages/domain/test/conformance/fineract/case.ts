import { addDays, type CivilDate, civilDate } from '../../../src/calendar.ts';

/** A loan with several draws as its file tells it. Amounts in units of a currency. */
export interface FineractCase {
  id: string;
  recomputeConvention: string;
  annualRatePct: string;
  accrualStart: string;
  disbursements: { date: string; amount: number }[];
  periods: { from: string; to: string; interest: number }[];
  principalPayments: { date: string; principal: number }[];
  /** Exact interest of each period, or of each of its stretches. */
  unroundedInterest?: (number | number[])[];
  endBalances?: number[];
  totalInterest?: number;
  /** A change is made from a day on; upstream's own date is a day later. */
  rateChanges?: { effective?: string; upstreamRescheduleFrom?: string; annualRatePct: string }[];
  payoff?: {
    date: string;
    periodFrom: string;
    periodTo: string;
    principal: number;
    interest: number;
    total: number;
  };
  paymentsReceived?: { date: string; amount: number; interest?: number; principal?: number }[];
  fees?: { date: string; amount: number }[];
  /** Rounds each stretch of a period by itself. */
  segmentRounding?: boolean;
}

/** Every name that a case may have; the last ones are remarks. */
export const KNOWN = [
  'id',
  'recomputeConvention',
  'annualRatePct',
  'accrualStart',
  'disbursements',
  'periods',
  'principalPayments',
  'unroundedInterest',
  'endBalances',
  'totalInterest',
  'rateChanges',
  'payoff',
  'paymentsReceived',
  'fees',
  'segmentRounding',
  'source',
  'convention',
  'feeTreatment',
  'note',
  'recomputed',
  'differsUnderHalfUp',
  'differsUnderSegmentRounding',
];

/** The first day of a new rate. */
export const rateFrom = ({
  effective,
  upstreamRescheduleFrom,
}: NonNullable<FineractCase['rateChanges']>[number]): CivilDate =>
  effective ? civilDate(effective) : addDays(civilDate(upstreamRescheduleFrom!), -1);
