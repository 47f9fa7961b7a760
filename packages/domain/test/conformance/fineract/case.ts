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
  rateChanges?: { effective: string; annualRatePct: string }[];
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
