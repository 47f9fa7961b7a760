import { randomUUID } from 'node:crypto';
import { at, moving, type Row } from './row.ts';

/** Draws and inspections, and the payments that come of them. */
export const drawRows: Record<string, Row> = {
  listDraws: { permission: 'read:draws', shows: (own) => own.drawId },
  openDraw: { permission: 'request:draws', names: (side) => ({ body: { loanId: side.loanId } }) },
  getDraw: { permission: 'read:draws', names: at('drawId') },
  saveDraw: { permission: 'request:draws', names: moving('drawId', { note: 'Sample' }) },
  fileDrawInvoice: {
    permission: 'request:draws',
    names: (side) => ({
      params: { id: side.drawId, invoiceId: side.invoiceId },
      body: { documentId: randomUUID() },
    }),
  },
  decideDrawLines: {
    permission: 'review:draws',
    names: at('drawId', (side) => ({
      body: { lines: [{ budgetLineId: side.budgetLineId, decision: 'as_asked' }] },
    })),
  },
  moveDraw: {
    permission: 'request:draws',
    names: moving('drawId', { action: 'withdraw', reason: 'Sample' }),
  },
  proposeDrawOverride: {
    permission: 'override:conditions',
    names: at('drawId', { body: { code: 'no_such_condition', reason: 'Sample' } }),
  },
  confirmDrawOverride: {
    permission: 'override:conditions',
    names: (side) => ({ params: { id: side.drawId, overrideId: side.overrideId } }),
  },
  listInspections: { permission: 'read:inspections', shows: (own) => own.inspectionId },
  getInspection: { permission: 'read:inspections', names: at('inspectionId') },
  saveInspection: { permission: 'submit:inspections', names: moving('inspectionId', { deviceId: 'tablet' }) },
  moveInspection: { permission: 'submit:inspections', names: moving('inspectionId', { action: 'start' }) },
  listDrawSets: { permission: 'read:inspections', shows: (own) => own.drawSetId },
  openDrawSet: { permission: 'review:draws', asks: { body: {} } },
  getDrawSet: { permission: 'read:inspections', names: at('drawSetId') },
  listLienWaivers: {
    permission: 'read:draws',
    shows: (own, role) => (role === 'inspector' ? null : own.waiverId),
  },
  getLienWaiver: {
    permission: 'read:draws',
    names: at('waiverId'),
    narrower: {
      inspector: { rule: 'a waiver tells what is asked for, which an inspector does not see', status: 404 },
    },
  },
  moveLienWaiver: { permission: 'request:draws', names: moving('waiverId', { action: 'remind' }) },
  getLoanEvidence: { permission: 'read:postings', names: at('loanId') },
  recordLoanEvidence: { permission: 'write:loans', names: moving('loanId', { credit: null }) },
  listPayees: { permission: 'read:loans', names: at('loanId') },
  addPayee: {
    permission: 'review:draws',
    names: at('loanId', () => ({ body: { name: `Sample ${randomUUID()}` } })),
  },
  changePayee: { permission: 'review:draws', names: moving('payeeId', { method: 'ach' }) },
  listStopNotices: { permission: 'read:postings', shows: (own) => own.stopNoticeId },
  serveStopNotice: {
    permission: 'write:loans',
    names: (side) => ({
      body: { loanId: side.loanId, claimant: 'Sample Supply Co.', amountCents: 100, servedOn: '2199-01-01' },
    }),
  },
  moveStopNotice: {
    permission: 'write:loans',
    names: moving('stopNoticeId', { action: 'release', reason: 'Sample' }),
  },
  listDisbursements: { permission: 'read:payments', shows: (own) => own.disbursementId },
  getDisbursement: { permission: 'read:payments', names: at('disbursementId') },
  changeDisbursement: { permission: 'release:payments', names: moving('disbursementId', { method: 'wire' }) },
  moveDisbursement: { permission: 'release:payments', names: moving('disbursementId', { action: 'cancel' }) },
  listPaymentFiles: { permission: 'release:payments', shows: (own) => own.paymentFileId },
  makePaymentFile: {
    permission: 'release:payments',
    names: (side) => ({ body: { disbursementIds: [side.disbursementId] } }),
  },
  getPaymentFile: { permission: 'release:payments', names: at('paymentFileId') },
  downloadPaymentFile: { permission: 'release:payments', names: at('paymentFileId') },
  movePaymentFile: {
    permission: 'release:payments',
    names: moving('paymentFileId', { action: 'confirm', data: { settlementDate: '2020-01-02' } }),
  },
};
