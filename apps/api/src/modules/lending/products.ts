/** What a product allows and what its loans start from. Rates and ratios are exact decimals. */
export interface Product {
  name: string;
  maxLoanToCost: string;
  maxLoanToValue: string;
  minRate: string;
  maxRate: string;
  maxMonths: number;
  /** Builder's risk is asked for where something is built, liability on bare land. */
  insurance: 'builders_risk' | 'liability';
  /** Terms of a new loan that the proforma does not know. */
  start: {
    defaultRate: string;
    lateFeeRate: string;
    graceDays: number;
    retainageRate: string;
    interestFrom: 'billed' | 'reserve';
  };
}

/** The lender's credit policy, as data. */
export const PRODUCTS = {
  land: {
    name: 'Land loan',
    maxLoanToCost: '0.65',
    maxLoanToValue: '0.65',
    minRate: '0.06',
    maxRate: '0.15',
    maxMonths: 18,
    insurance: 'liability',
    start: {
      defaultRate: '0.05',
      lateFeeRate: '0.05',
      graceDays: 10,
      retainageRate: '0',
      interestFrom: 'billed',
    },
  },
  construction: {
    name: 'Construction loan',
    maxLoanToCost: '0.90',
    maxLoanToValue: '0.75',
    minRate: '0.06',
    maxRate: '0.15',
    maxMonths: 24,
    insurance: 'builders_risk',
    start: {
      defaultRate: '0.05',
      lateFeeRate: '0.05',
      graceDays: 10,
      retainageRate: '0.10',
      interestFrom: 'billed',
    },
  },
} as const satisfies Record<string, Product>;

export type ProductId = keyof typeof PRODUCTS;
export const PRODUCT_IDS = Object.keys(PRODUCTS) as [ProductId, ...ProductId[]];
export const productOf = (id: string): Product => PRODUCTS[id as ProductId];
