import { civilDate, formatDate } from '@connect/domain/calendar';
import type { Cents } from '@connect/domain/money';
import { audit, type Changed, fields, partiesWith, spoken, staffWith, usd } from './kind.ts';

/** Not every member of staff reads loans: design and entitlement do not. */
export const lendingEvents = {
  'loan.created': partiesWith<{ number: string; product: string; amountCents: Cents | number }>(
    'read:loans',
    (p) => `Loan ${p.number} opened for ${usd(p.amountCents)}`,
  ),
  'loan.changed': staffWith<Changed & { number: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: changed ${Object.keys(p.after).map(spoken).join(', ')}`,
  ),
  'loan.finding_waived': staffWith<{ number: string; finding: string; reason: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: waived “${p.finding}” because “${p.reason}”`,
  ),
  'loan.insured': staffWith<{ number: string; insurer: string; expiresOn: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: insured by ${p.insurer} until ${formatDate(civilDate(p.expiresOn))}`,
  ),
  'loan.moved': staffWith<{ number: string; from: string; to: string; action: string; reason?: string }>(
    'read:loans',
    (p) => `Loan ${p.number}: ${spoken(p.to)}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
  'loan.document_signed': partiesWith<{ number: string; title: string; detail: string }>(
    'read:loans',
    (p) => `${p.title} signed on paper, ${p.detail}`,
  ),
  'loan.funded': partiesWith<{
    number: string;
    principalCents: Cents | number;
    wireCents: Cents | number;
    escrowAgent: string;
  }>('read:loans', (p) => `Loan ${p.number} funded: ${usd(p.principalCents)} through ${p.escrowAgent}`),
  'loan.recorded': partiesWith<{ number: string; county: string; recordingNumber: string }>(
    'read:loans',
    (p) => `Deed of trust recorded in ${p.county} County, ${p.recordingNumber}`,
  ),
  'loan.released': partiesWith<{ number: string; county: string; recordingNumber: string }>(
    'read:loans',
    (p) => `Lien of loan ${p.number} released in ${p.county} County, ${p.recordingNumber}`,
  ),
  'bank-line.created': audit<{ name: string; commitmentCents: Cents | number }>(
    (p) => `Bank line ${p.name} added`,
  ),
  'bank-line.changed': audit<Changed & { name: string }>(
    (p) => `Bank line ${p.name}: changed ${fields(p.after)}`,
  ),
  'loan.pledged': staffWith<{ number: string; bankLine: string; advanceRate: string }>(
    'read:bank-line',
    (p) => `Loan ${p.number} pledged to ${p.bankLine}`,
  ),
  'loan.unpledged': staffWith<{ number: string; bankLine: string; reason: string }>(
    'read:bank-line',
    (p) => `Loan ${p.number} taken back from ${p.bankLine}: “${p.reason}”`,
  ),
} as const;
