/** The tabs of a loan's page; the code of each comes when it is opened. */
import { type ComponentType, lazy } from 'react';
import type { LoanTabProps } from './loan-props.ts';
import type { Loan } from './types.ts';

type LoanTab = {
  key: string;
  label: string;
  Component: ComponentType<LoanTabProps>;
  /** Only there once money is out. */
  funded?: boolean;
  count?: (loan: Loan) => number;
};

export const LOAN_TABS: readonly LoanTab[] = [
  {
    key: 'balances',
    label: 'Balances',
    funded: true,
    Component: lazy(() => import('./balances-tab.tsx').then((m) => ({ default: m.BalancesTab }))),
  },
  {
    key: 'budget',
    label: 'Budget',
    count: (loan) => loan.budget.lines.length,
    Component: lazy(() => import('./budget-tab.tsx').then((m) => ({ default: m.BudgetTab }))),
  },
  {
    key: 'draws',
    label: 'Draws',
    funded: true,
    Component: lazy(() => import('./draws-tab.tsx').then((m) => ({ default: m.DrawsTab }))),
  },
  {
    key: 'statements',
    label: 'Statements',
    funded: true,
    Component: lazy(() => import('./statements-tab.tsx').then((m) => ({ default: m.StatementsTab }))),
  },
  {
    key: 'payoff',
    label: 'Payoff',
    funded: true,
    Component: lazy(() => import('./payoff-tab.tsx').then((m) => ({ default: m.PayoffTab }))),
  },
  {
    key: 'conditions',
    label: 'Conditions',
    Component: lazy(() => import('./conditions-tab.tsx').then((m) => ({ default: m.ConditionsTab }))),
  },
  {
    key: 'documents',
    label: 'Documents',
    Component: lazy(() => import('./documents-tab.tsx').then((m) => ({ default: m.DocumentsTab }))),
  },
  {
    key: 'terms',
    label: 'Terms',
    Component: lazy(() => import('./terms-tab.tsx').then((m) => ({ default: m.TermsTab }))),
  },
  {
    key: 'parties',
    label: 'Parties',
    count: (loan) => loan.parties.length,
    Component: lazy(() => import('./parties-tab.tsx').then((m) => ({ default: m.PartiesTab }))),
  },
];

/** Where work on a loan goes on, when the address names no tab. */
const FIRST: Record<string, string> = {
  draft: 'conditions',
  underwriting: 'conditions',
  approved: 'documents',
  documents_out: 'documents',
  signed: 'documents',
};

export function tabOf(loan: Loan, wanted: string | undefined): LoanTab {
  const there = LOAN_TABS.filter((tab) => !tab.funded || loan.fundedOn !== null);
  const first = FIRST[loan.state] ?? (loan.fundedOn ? 'balances' : 'budget');
  return there.find((tab) => tab.key === wanted) ?? there.find((tab) => tab.key === first) ?? there[0]!;
}
