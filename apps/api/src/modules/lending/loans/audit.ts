import { type CivilDate, daysBetween, formatDate } from '@connect/domain/calendar';
import { type Cents, formatUsd, sumCents } from '@connect/domain/money';
import { formatRate, type Rate } from '@connect/domain/rate';
import { Rational } from '@connect/domain/rational';
import type { Product } from '../products.ts';
import type { AuditLine } from './audit.schemas.ts';
import type { FoundLine, FoundParty } from './parts.repo.ts';
import type { FoundWaiver } from './waivers.repo.ts';

/** What the rules look at, read in one go. */
export interface AuditFacts {
  today: string;
  product: Product;
  builds: boolean;
  amountCents: Cents;
  valueCents: Cents | null;
  rate: string;
  months: number;
  interestFrom: string;
  originationFeeCents: Cents;
  legalDescription: string | null;
  lines: readonly FoundLine[];
  parties: readonly FoundParty[];
  policies: readonly { kind: string; expiresOn: string; insurer: string }[];
  /** Types of consultant orders that were accepted. */
  acceptedReports: readonly string[];
  /** Kinds of permits that are approved, issued or finaled, and those still on their way. */
  permitsGranted: readonly string[];
  permitsOpen: readonly string[];
  /** The version the budget was made of, and the one that counts now. */
  budgetProforma: { id: string; version: number } | null;
  currentProforma: { id: string; version: number } | null;
}

interface Finding {
  clear: boolean;
  sentence: string;
}
interface AuditRule {
  id: string;
  title: string;
  /** Only a check may be waived, with a reason. */
  severity: 'holds' | 'check';
  test(facts: AuditFacts): Finding;
}

const clear = (sentence: string): Finding => ({ clear: true, sentence });
const open = (sentence: string): Finding => ({ clear: false, sentence });

const CERTIFICATE_DAYS = 90;

const lineSum = (facts: AuditFacts, of: (line: FoundLine) => bigint, kind?: string): Cents =>
  sumCents(facts.lines.filter((line) => !kind || line.kind === kind).map((line) => of(line) as Cents));
const share = (part: bigint, whole: bigint): Rational => Rational.of(part, whole);
const percent = (ratio: Rational): string => `${ratio.times(Rational.of(100)).toDecimalString(1)}%`;
const above = (ratio: Rational, limit: string): boolean => ratio.compare(Rational.parse(limit)) > 0;
const has = (report: string, facts: AuditFacts): boolean => facts.acceptedReports.includes(report);

/** What a loan has to pass before it is approved, as data: each rule says what it found in a sentence. */
export const AUDIT_RULES: readonly AuditRule[] = [
  {
    id: 'budget_sum',
    title: 'Budget',
    severity: 'holds',
    test(facts) {
      const sum = lineSum(facts, (line) => line.originalCents);
      return sum === facts.amountCents
        ? clear(`The budget sums to the loan of ${formatUsd(sum)}.`)
        : open(`The budget sums to ${formatUsd(sum)}, the loan is ${formatUsd(facts.amountCents)}.`);
    },
  },
  {
    id: 'loan_to_cost',
    title: 'Loan to cost',
    severity: 'holds',
    test(facts) {
      const cost = lineSum(facts, (line) => line.originalCents + line.equityCents);
      if (cost === 0n) return open('The budget has no costs.');
      const ratio = share(facts.amountCents, cost);
      const limit = formatRate(facts.product.maxLoanToCost as Rate);
      return above(ratio, facts.product.maxLoanToCost)
        ? open(`Loan to cost is ${percent(ratio)}; the limit is ${limit}.`)
        : clear(`Loan to cost is ${percent(ratio)}, within ${limit}.`);
    },
  },
  {
    id: 'loan_to_value',
    title: 'Loan to value',
    severity: 'holds',
    test(facts) {
      if (!facts.valueCents) return open('There is no value of the property yet.');
      const ratio = share(facts.amountCents, facts.valueCents);
      const limit = formatRate(facts.product.maxLoanToValue as Rate);
      return above(ratio, facts.product.maxLoanToValue)
        ? open(`Loan to value is ${percent(ratio)}; the limit is ${limit}.`)
        : clear(`Loan to value is ${percent(ratio)}, within ${limit}.`);
    },
  },
  {
    id: 'rate',
    title: 'Rate',
    severity: 'check',
    test({ rate, product }) {
      const value = Rational.parse(rate);
      const range = `${formatRate(product.minRate as Rate)} to ${formatRate(product.maxRate as Rate)}`;
      const outside = value.compare(Rational.parse(product.minRate)) < 0 || above(value, product.maxRate);
      return outside
        ? open(`The rate of ${formatRate(rate as Rate)} is outside ${range}.`)
        : clear(`The rate of ${formatRate(rate as Rate)} is within ${range}.`);
    },
  },
  {
    id: 'maturity',
    title: 'Term',
    severity: 'check',
    test: ({ months, product }) =>
      months > product.maxMonths
        ? open(`The term of ${months} months is longer than the product's ${product.maxMonths}.`)
        : clear(`The loan matures ${months} months after funding.`),
  },
  {
    id: 'borrower',
    title: 'Borrower',
    severity: 'holds',
    test({ parties }) {
      const borrower = parties.find((party) => party.role === 'borrower');
      if (!borrower) return open('There is no borrower yet.');
      return borrower.kind === 'entity'
        ? clear(`${borrower.name} is a legal entity.`)
        : open(`${borrower.name} is a person; the borrower has to be a legal entity.`);
    },
  },
  {
    id: 'good_standing',
    title: 'Good standing',
    severity: 'check',
    test({ parties, today }) {
      const borrower = parties.find((party) => party.role === 'borrower');
      if (!borrower?.goodStandingOn) return open('There is no certificate of good standing of the borrower.');
      const date = formatDate(borrower.goodStandingOn as CivilDate);
      return daysBetween(borrower.goodStandingOn as CivilDate, today as CivilDate) > CERTIFICATE_DAYS
        ? open(`The certificate of good standing of ${date} is older than ${CERTIFICATE_DAYS} days.`)
        : clear(`${borrower.name} was in good standing on ${date}.`);
    },
  },
  {
    id: 'guarantor',
    title: 'Guarantor',
    severity: 'holds',
    test({ parties }) {
      const names = parties.filter((party) => party.role === 'guarantor').map((party) => party.name);
      return names.length > 0
        ? clear(`Guaranteed by ${names.join(' and ')}.`)
        : open('Nobody guarantees the loan yet.');
    },
  },
  {
    id: 'signers',
    title: 'Signers',
    severity: 'holds',
    test({ parties }) {
      const silent = parties.filter((party) => !(party.kind === 'entity' ? party.signerEmail : party.email));
      return silent.length === 0
        ? clear('Everybody who signs has an e-mail address.')
        : open(`Nobody with an e-mail address signs for ${silent.map((party) => party.name).join(' and ')}.`);
    },
  },
  {
    id: 'title_report',
    title: 'Title report',
    severity: 'holds',
    test: (facts) =>
      has('title', facts) ? clear('The title report is accepted.') : open('No title report is accepted yet.'),
  },
  {
    id: 'survey',
    title: 'Survey',
    severity: 'check',
    test: (facts) =>
      has('survey', facts) ? clear('The survey is accepted.') : open('No survey is accepted yet.'),
  },
  {
    id: 'legal_description',
    title: 'Legal description',
    severity: 'check',
    test: (facts) =>
      facts.legalDescription
        ? clear('The legal description is entered.')
        : open('The legal description of the title report is not entered yet.'),
  },
  {
    id: 'insurance',
    title: 'Insurance',
    severity: 'check',
    test({ policies, product, today }) {
      const what = product.insurance === 'builders_risk' ? "builder's-risk" : 'liability';
      const policy = policies.find((each) => each.kind === product.insurance);
      if (!policy) return open(`There is no ${what} insurance yet.`);
      const until = formatDate(policy.expiresOn as CivilDate);
      return policy.expiresOn > today
        ? clear(`The ${what} insurance of ${policy.insurer} runs until ${until}.`)
        : open(`The ${what} insurance expired on ${until}.`);
    },
  },
  {
    id: 'permits',
    title: 'Permits',
    severity: 'check',
    test({ builds, permitsGranted, permitsOpen }) {
      if (!builds) return clear('A land loan does not wait for permits.');
      if (permitsGranted.includes('building')) return clear('The building permit is approved.');
      return permitsOpen.includes('building')
        ? open('The building permit is not approved yet.')
        : open('There is no building permit yet.');
    },
  },
  {
    id: 'proforma',
    title: 'Proforma',
    severity: 'check',
    test({ budgetProforma, currentProforma }) {
      if (!currentProforma || !budgetProforma) return open('The budget was not made of a proforma.');
      if (budgetProforma.id !== currentProforma.id)
        return open('The budget was made of a scenario that no longer counts.');
      return budgetProforma.version === currentProforma.version
        ? clear(`The budget is made of version ${currentProforma.version} of the proforma, the current one.`)
        : open(
            `The budget was made of version ${budgetProforma.version} of the proforma; version ${currentProforma.version} is current.`,
          );
    },
  },
  {
    id: 'interest_reserve',
    title: 'Interest reserve',
    severity: 'holds',
    test(facts) {
      const reserve = lineSum(facts, (line) => line.originalCents, 'interest_reserve');
      if (facts.interestFrom !== 'reserve') return clear('Interest is billed to the borrower.');
      return reserve > 0n
        ? clear(`Interest is paid out of a reserve of ${formatUsd(reserve)}.`)
        : open('Interest is to be paid out of a reserve, and the budget has none.');
    },
  },
  {
    id: 'origination_fee',
    title: 'Origination fee',
    severity: 'holds',
    test(facts) {
      const budgeted = lineSum(facts, (line) => line.originalCents, 'fees');
      return facts.originationFeeCents > budgeted
        ? open(
            `The origination fee of ${formatUsd(facts.originationFeeCents)} is more than the ${formatUsd(budgeted)} the budget has for fees.`,
          )
        : clear(`The budget covers the origination fee of ${formatUsd(facts.originationFeeCents)}.`);
    },
  },
];

/** Judges every rule; a waiver counts for a check as long as it finds word by word what was waived. */
export function auditLoan(facts: AuditFacts, waivers: readonly FoundWaiver[]): AuditLine[] {
  return AUDIT_RULES.map(({ id, title, severity, test }) => {
    const found = test(facts);
    const waiver =
      found.clear || severity === 'holds'
        ? undefined
        : waivers.find((each) => each.rule === id && each.finding === found.sentence);
    return {
      rule: id,
      title,
      severity,
      status: found.clear ? 'clear' : waiver ? 'waived' : severity,
      sentence: found.sentence,
      waiver: waiver ? { reason: waiver.reason, byName: waiver.byName, at: waiver.at } : null,
    };
  });
}

/** Findings that keep the loan from being approved, as sentences. */
export const openFindings = (lines: readonly AuditLine[]): string[] =>
  lines.filter((line) => line.status === 'holds' || line.status === 'check').map((line) => line.sentence);
