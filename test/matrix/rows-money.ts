import { at, moving, type Row } from './row.ts';

const insurance = {
  kind: 'builders_risk',
  insurer: 'Sample Mutual',
  policyNumber: 'BR-1',
  coverageCents: 150_000_000,
  effectiveOn: '2026-01-01',
  expiresOn: '2099-01-01',
};

/** Loans, their money and the books. */
export const moneyRows: Record<string, Row> = {
  listLoans: { permission: 'read:loans', shows: (own) => own.loanId },
  createLoan: { permission: 'write:loans', names: (side) => ({ body: { projectId: side.projectId } }) },
  getLoan: { permission: 'read:loans', names: at('loanId') },
  changeLoan: { permission: 'write:loans', names: moving('loanId', { valueCents: 100_000_000 }) },
  setLoanParties: {
    permission: 'write:loans',
    names: at('loanId', (side) => ({ body: { borrower: { partyId: side.entityId } } })),
  },
  saveLoanBudget: {
    permission: 'write:loans',
    names: moving('loanId', { lines: [{ kind: 'land', name: 'Land', originalCents: 1000 }] }),
  },
  recordInsurance: { permission: 'write:loans', names: at('loanId', { body: insurance }) },
  getLoanAudit: { permission: 'read:postings', names: at('loanId') },
  waiveFinding: {
    permission: 'approve:loans',
    names: at('loanId', { body: { rule: 'insurance', reason: 'Sample' } }),
  },
  recordPaper: {
    permission: 'write:loans',
    names: at('loanId', (side) => ({
      body: {
        kind: 'note',
        signedOn: '2026-01-02',
        custodian: 'Sample Custody',
        scanDocumentId: side.loanDocumentId,
      },
    })),
  },
  moveLoan: { permission: 'write:loans', names: moving('loanId', { action: 'submit' }) },
  listBankLines: { permission: 'read:bank-line' },
  createBankLine: { permission: 'write:bank-line', asks: { body: {} } },
  getBankLine: {
    permission: 'read:bank-line',
    names: (_, __, world) => ({ params: { id: world.bankLineId } }),
    shared: true,
  },
  changeBankLine: {
    permission: 'write:bank-line',
    names: (_, __, world) => ({ params: { id: world.bankLineId }, body: { name: 'Sample' } }),
    shared: true,
  },
  whatIfFunded: {
    permission: 'read:bank-line',
    names: (side, _, world) => ({
      params: { id: world.bankLineId },
      body: { loanId: side.loanId, fundCents: 100 },
    }),
  },
  listPledges: { permission: 'read:bank-line', shows: (own) => own.pledgeId },
  pledgeLoan: {
    permission: 'write:bank-line',
    names: (side, _, world) => ({
      body: { loanId: side.loanId, bankLineId: world.bankLineId, advanceRate: '0.80' },
    }),
  },
  getPledge: { permission: 'read:bank-line', names: at('pledgeId') },
  movePledge: {
    permission: 'write:bank-line',
    names: moving('pledgeId', { action: 'release', reason: 'Sample' }),
  },
  listPostings: { permission: 'read:postings', shows: (own) => own.postingId },
  getPosting: { permission: 'read:postings', names: at('postingId') },
  reversePosting: {
    permission: 'write:payments',
    names: at('postingId', { body: { reason: 'Sample' } }),
  },
  explainPosting: { permission: 'read:postings', names: at('postingId') },
  listReplays: { permission: 'read:postings', names: at('loanId') },
  changeRate: {
    permission: 'write:payments',
    names: at('loanId', { body: { rate: '0.1', effectiveDate: '2020-01-01', reason: 'Sample' } }),
  },
  postJournal: {
    permission: 'post:journals',
    names: at('loanId', {
      body: {
        memo: 'Sample',
        reason: 'Sample',
        effectiveDate: '2020-01-01',
        lines: [
          { account: 'suspense', amountCents: 100 },
          { account: 'fee_income', amountCents: -100 },
        ],
      },
    }),
  },
  listAccountingPeriods: { permission: 'read:postings' },
  getAccountingPeriod: {
    permission: 'read:postings',
    names: (_, __, world) => ({ params: { period: world.period } }),
    shared: true,
  },
  moveAccountingPeriod: {
    permission: 'close:periods',
    names: (_, __, world) => ({
      params: { period: world.period },
      body: { action: 'decline_close', reason: 'Sample' },
    }),
    shared: true,
  },
  startReconciliation: {
    permission: 'close:periods',
    names: (_, __, world) => ({ params: { period: world.period } }),
    shared: true,
  },
  listReconciliations: {
    permission: 'read:postings',
    names: (_, __, world) => ({ params: { period: world.period } }),
    shared: true,
  },
  listLedgerAccounts: { permission: 'read:postings' },
  changeLedgerAccount: {
    permission: 'close:periods',
    asks: { params: { key: 'suspense' }, body: { externalCode: '1' } },
  },
  getTrialBalance: { permission: 'read:postings', asks: { query: { from: '2026-01-01', to: '2026-01-31' } } },
  exportGeneralLedger: {
    permission: 'read:postings',
    names: (_, __, world) => ({ params: { period: world.period } }),
    shared: true,
  },
  listAccrualRuns: { permission: 'read:postings' },
  startAccruals: { permission: 'write:statements', asks: { body: {} } },
  calculateLoan: { permission: 'calculate:loans', asks: { body: {} } },
  supposeOfLoan: {
    permission: 'read:postings',
    names: at('loanId', { body: { suppose: [{ kind: 'rate', date: '2099-01-01', rate: '0.1' }] } }),
  },
  getLoanBalances: { permission: 'read:loans', names: at('loanId') },
  explainAccrual: { permission: 'read:loans', names: at('loanId') },
  billInterest: {
    permission: 'write:payments',
    names: (side) => ({ body: { loanId: side.loanId, period: '2020-01' } }),
  },
  listInterestBills: { permission: 'read:statements' },
  chargeFee: {
    permission: 'write:payments',
    names: at('loanId', {
      body: { kind: 'draw', amountCents: 100, memo: 'Sample', effectiveDate: '2020-01-01' },
    }),
  },
  listFees: { permission: 'read:payments', names: at('loanId') },
  startMonthEnd: { permission: 'write:statements', asks: { body: {} } },
  listMonthEnds: { permission: 'read:postings' },
  getMonthEnd: {
    permission: 'read:postings',
    names: (_, __, world) => ({ params: { period: world.period } }),
    shared: true,
  },
  recordPayment: {
    permission: 'write:payments',
    names: (side) => ({
      body: {
        loanId: side.loanId,
        amountCents: 100,
        method: 'wire',
        reference: 'X',
        effectiveDate: '2020-01-01',
      },
    }),
  },
  listPayments: { permission: 'read:payments', shows: (own) => own.paymentId },
  getPayment: { permission: 'read:payments', names: at('paymentId') },
  movePayment: {
    permission: 'write:payments',
    names: moving('paymentId', { action: 'return', reason: 'Sample' }),
  },
  applyUnapplied: {
    permission: 'write:payments',
    names: at('loanId', { body: { principalCents: 100, effectiveDate: '2020-01-01' } }),
  },
  refundUnapplied: {
    permission: 'write:payments',
    names: at('loanId', { body: { amountCents: 100, effectiveDate: '2020-01-01' } }),
  },
  issueStatement: {
    permission: 'write:statements',
    names: (side) => ({ body: { loanId: side.loanId, period: '2020-01' } }),
  },
  listStatements: { permission: 'read:statements', shows: (own) => own.statementId },
  getStatement: { permission: 'read:statements', names: at('statementId') },
  quotePayoff: {
    permission: 'write:payments',
    names: (side) => ({ body: { loanId: side.loanId, payoffDate: '2020-01-01' } }),
  },
  listPayoffQuotes: { permission: 'read:payments', shows: (own) => own.quoteId },
  getPayoffQuote: { permission: 'read:payments', names: at('quoteId') },
  movePayoffQuote: { permission: 'write:payments', names: moving('quoteId', { action: 'expire' }) },
  search: { permission: 'signed-in', asks: { query: { q: 'Zenith' } } },
  listDeals: { permission: 'read:reports', shows: (own) => own.projectId },
  listUnapplied: { permission: 'read:postings' },
  getPipeline: { permission: 'read:reports' },
  getProjectOverview: { permission: 'read:reports', names: at('projectId') },
  getLoanOverview: { permission: 'read:loans', names: at('loanId') },
  getDashboard: { permission: 'read:reports' },
  getServicingDesk: { permission: 'read:postings' },
  listAuditEvents: { permission: 'read:audit' },
  recordExport: { permission: 'signed-in', asks: { body: { list: 'projects', rows: 1 } } },
};
