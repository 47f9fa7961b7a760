import { z } from 'zod';
import { Id, Moment, Text, WordOut } from '../../../platform/schemas.ts';

export const AuditLine = z
  .object({
    rule: z.string().meta({ examples: ['loan_to_cost'] }),
    title: z.string().meta({ examples: ['Loan to cost'] }),
    status: WordOut(['clear', 'check', 'holds', 'waived']),
    severity: WordOut(['check', 'holds']).describe(
      'What it is when it is not clear; only a check can be waived.',
    ),
    sentence: z.string().describe('What was found, clear or not.'),
    waiver: z.object({ reason: z.string(), byName: z.string(), at: Moment }).nullable(),
  })
  .meta({ id: 'AuditLine' });
export type AuditLine = z.infer<typeof AuditLine>;

export const LoanAudit = z
  .object({
    loanId: Id,
    lines: z.array(AuditLine),
    open: z.int().describe('Findings that still hold the approval.'),
  })
  .meta({ id: 'LoanAudit' });
export type LoanAudit = z.infer<typeof LoanAudit>;

export const NewWaiver = z.strictObject({
  rule: Text(60).meta({ examples: ['insurance'] }),
  reason: Text(2000),
});
