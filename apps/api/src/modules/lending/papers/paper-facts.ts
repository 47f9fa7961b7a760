import type { CivilDate } from '@connect/domain/calendar';
import { formatDate } from '@connect/domain/calendar';
import { type Cents, formatUsd, sumCents } from '@connect/domain/money';
import { formatRate, type Rate } from '@connect/domain/rate';
import type { SignatureBlock } from '../../../platform/pdf.ts';
import type { FoundLine, FoundParty } from '../loans/parts.repo.ts';
import type { Lender } from './lender.ts';

/** What the papers say: the loan as it was approved. */
export interface PaperFacts {
  now: Date;
  date: string;
  lender: Lender;
  loan: {
    number: string;
    product: string;
    address: string;
    unit: string | null;
    city: string;
    state_code: string;
    zip: string;
    parcel_number: string | null;
    legal_description: string | null;
    amount_cents: bigint;
    rate: string;
    day_count: string;
    months: number;
    interest_from: string;
    origination_fee_cents: bigint;
    exit_fee_cents: bigint;
    minimum_interest_cents: bigint;
    default_rate: string;
    late_fee_rate: string;
    grace_days: number;
    retainage_rate: string;
  };
  parties: readonly FoundParty[];
  lines: readonly FoundLine[];
}

export const usd = (amount: bigint): string => formatUsd(amount as Cents);
export const percent = (rate: string): string => formatRate(rate as Rate);
export const day = (date: string): string => formatDate(date as CivilDate);

export const borrowerOf = (facts: PaperFacts): FoundParty =>
  facts.parties.find((each) => each.role === 'borrower')!;
export const guarantorsOf = (facts: PaperFacts): FoundParty[] =>
  facts.parties.filter((each) => each.role === 'guarantor');

export const property = ({ loan }: PaperFacts): string =>
  `${loan.address}${loan.unit ? `, ${loan.unit}` : ''}, ${loan.city}, ${loan.state_code} ${loan.zip}`;
export const legalDescription = ({ loan }: PaperFacts): string =>
  loan.legal_description ?? 'As described in the title report that was accepted for this loan.';

const ENTITY: Record<string, string> = {
  llc: 'limited liability company',
  corporation: 'corporation',
  partnership: 'partnership',
  trust: 'trust',
  sole_proprietor: 'sole proprietor',
};

/** "Sample Builder LLC, a WA limited liability company". */
export const described = (party: FoundParty): string =>
  party.entityType
    ? `${party.name}, a ${party.formedIn ? `${party.formedIn} ` : ''}${ENTITY[party.entityType] ?? 'legal entity'}`
    : party.name;

export const signatureOf = (party: FoundParty, place: number): SignatureBlock => ({
  party: party.name,
  capacity: party.role === 'borrower' ? 'Borrower' : 'Guarantor',
  signer: party.kind === 'entity' ? party.signerName : null,
  signerTitle: party.signerTitle,
  anchor: `/sign:${party.role}:${place}/`,
});

export const interestTerms = ({ loan }: PaperFacts): string =>
  `${percent(loan.rate)} a year, simple interest on the outstanding principal, ${loan.day_count}; the day of an advance counts, the day of payment does not`;

export const totalOf = (lines: readonly FoundLine[], of: (line: FoundLine) => bigint): bigint =>
  sumCents(lines.map((line) => of(line) as Cents));
