import { DEFAULT_DAY_COUNT } from '@connect/domain/daycount';
import { type BudgetKind, financeBudget } from '@connect/domain/loan-budget';
import { type Cents, sumCents } from '@connect/domain/money';
import { type Rate, rateToRational } from '@connect/domain/rate';
import { Rational } from '@connect/domain/rational';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { grantAccess } from '../../contacts/index.ts';
import { type ProformaForLoan, proformaForLoan } from '../../feasibility/index.ts';
import { authorise } from '../../identity/index.ts';
import { openProject } from '../../projects/index.ts';
import { productOf } from '../products.ts';
import { belowOne } from './change-loan.ts';
import { insertLoan, nextSerial } from './loans.repo.ts';
import type { Loan, NewLoan } from './loans.schemas.ts';
import { loanFor } from './loans.service.ts';
import { insertMove, insertParties, type LineValues, type PartyValues, replaceLines } from './parts.repo.ts';
import { moveBorrower, resolve } from './set-parties.ts';

type Input = z.output<typeof NewLoan>;

const AFTER_GO = ['go', 'funded', 'servicing'];

/**
 * Makes a loan out of a project: collateral, parties, budget and terms come from the project and its base proforma.
 * Throws 409 before GO or without a proforma that has a loan (unless amount, rate and months are given), 422 for people
 * that do not fit.
 */
export async function createLoan(actor: Actor, input: Input): Promise<Loan> {
  const scope = authorise(actor, 'write:loans');
  const readsProjects = authorise(actor, 'read:projects');
  belowOne(input, ['rate']);
  return inTransaction(actor, async (tx) => {
    const project = await openProject(tx, readsProjects, input.projectId);
    if (!AFTER_GO.includes(project.stage))
      throw conflict('project_not_go', `The project is in ${project.stage}. Decide GO to lend on it.`);
    const proforma = await proformaForLoan(tx, project.id);
    const parties = await partiesOf(tx, input, project.builderId);
    const draft = draftOf(input, proforma);
    const date = startDate(tx, input.effectiveDate);
    const serial = await nextSerial(tx); // last before the insert: creations wait here for each other
    const number = `L-${String(serial).padStart(4, '0')}`;
    const id = await insertLoan(tx, {
      serial,
      number,
      project_id: project.id,
      product: input.product,
      address: project.address,
      unit: project.unit,
      city: project.city,
      state_code: project.state,
      zip: project.zip,
      market: project.market,
      parcel_number: project.parcelNumber,
      legal_description: null,
      proforma_id: proforma?.proformaId ?? null,
      proforma_version: proforma?.versionNumber ?? null,
      last_act_on: date,
      ...draft.terms,
    });
    await insertParties(tx, id, parties);
    await moveBorrower(tx, { id, project_id: project.id }, undefined, parties[0]!.party_id);
    if (project.builderId) await grantAccess(tx, 'loan', id, project.builderId, 'builder');
    if (draft.lines.length > 0) await replaceLines(tx, id, draft.lines);
    await insertMove(tx, {
      loan_id: id,
      from_state: null,
      to_state: 'draft',
      action: 'create',
      reason: null,
      effective_date: date,
    });
    await publish(
      tx,
      'loan.created',
      { type: 'loan', id, projectId: project.id, effectiveDate: date },
      { number, product: input.product, amountCents: draft.terms.amount_cents as Cents },
    );
    return loanFor(actor, tx, scope, id, tx.now);
  });
}

function startDate(tx: Tx, wanted: string | undefined): string {
  const today = bookDate(tx.now);
  if (wanted && wanted > today) throw invalid('/effectiveDate', 'Not in the future.');
  return wanted ?? today;
}

/** The borrower first. Whoever signs for the borrower guarantees the loan, unless guarantors are named. */
async function partiesOf(tx: Tx, input: Input, builderId: string | null): Promise<PartyValues[]> {
  const borrowerId = input.borrowerId ?? builderId;
  if (!borrowerId)
    throw invalid('/borrowerId', 'The project has no builder yet. Name the borrower, or the builder first.');
  const borrower = await resolve(
    tx,
    'borrower',
    { partyId: borrowerId, ...(input.signerId ? { signerId: input.signerId } : {}) },
    { party: '/borrowerId', signer: '/signerId' },
  );
  const ids = input.guarantorIds ?? (borrower.signer_id ? [borrower.signer_id] : []);
  const guarantors: PartyValues[] = [];
  for (const [i, partyId] of ids.entries()) {
    const at = `/guarantorIds/${i}`;
    if (ids.indexOf(partyId) !== i) throw invalid(at, 'Named twice.');
    guarantors.push(await resolve(tx, 'guarantor', { partyId }, { party: at, signer: at }));
  }
  return [borrower, ...guarantors];
}

interface Draft {
  lines: LineValues[];
  terms: {
    amount_cents: bigint;
    rate: string;
    day_count: string;
    months: number;
    interest_from: string;
    origination_fee_cents: bigint;
    default_rate: string;
    late_fee_rate: string;
    grace_days: number;
    retainage_rate: string;
    value_cents: bigint | null;
  };
}

/** Budget and terms: the proforma's, else what the request gives, else what the product starts from. Throws 409 when a term is nowhere. */
function draftOf(input: Input, proforma: ProformaForLoan | null): Draft {
  const { start } = productOf(input.product);
  const costs = costsOf(input, proforma);
  const amount =
    input.amountCents ?? (input.product === 'land' ? landLoan(costs) : proforma?.loanAmountCents);
  const rate = input.rate ?? proforma?.terms?.rate;
  const months = input.months ?? proforma?.terms?.months;
  if (!amount || !rate || !months)
    throw conflict(
      'no_loan_terms',
      'The proforma has no loan. Save one with a loan, or give amountCents, rate and months.',
    );
  const financed = financeBudget(costs, amount);
  return {
    lines: financed.map((line) => ({
      kind: line.kind,
      name: line.name,
      original_cents: line.loanCents,
      equity_cents: line.equityCents,
      retainage_rate: line.kind === 'hard' ? start.retainageRate : '0',
    })),
    terms: {
      amount_cents: amount,
      rate,
      day_count: input.dayCount ?? proforma?.terms?.dayCount ?? DEFAULT_DAY_COUNT,
      months,
      interest_from: start.interestFrom,
      origination_fee_cents: costs.find((line) => line.key === 'origination_fee')?.costCents ?? 0n,
      default_rate: start.defaultRate,
      late_fee_rate: start.lateFeeRate,
      grace_days: start.graceDays,
      retainage_rate: start.retainageRate,
      value_cents: propertyValue(input, costs, proforma),
    },
  };
}

interface Cost {
  key: string;
  kind: BudgetKind;
  name: string;
  costCents: Cents;
}

// A proforma calls interest "finance"; in a loan it is what the reserve is for.
const KINDS: Record<string, BudgetKind> = { finance: 'interest_reserve' };

/** The proforma's lines as costs; a land loan carries the land alone. */
function costsOf(input: Input, proforma: ProformaForLoan | null): Cost[] {
  const lines = (proforma?.lines ?? []).map((line) => ({
    key: line.key,
    kind: KINDS[line.category] ?? (line.category as BudgetKind),
    name: line.label,
    costCents: line.amountCents,
  }));
  return input.product === 'land' ? lines.filter((line) => line.kind === 'land') : lines;
}

const landLoan = (costs: readonly Cost[]): Cents | undefined => {
  const land = sumCents(costs.map((line) => line.costCents));
  const share = rateToRational(productOf('land').maxLoanToCost as Rate);
  const whole = share.times(Rational.of(land, 100n)).floor() * 100n; // whole dollars, never above the limit
  return whole > 0n ? (whole as Cents) : undefined;
};

/** Land is worth what it costs; what is built on it, its price when sold. */
const propertyValue = (
  input: Input,
  costs: readonly Cost[],
  proforma: ProformaForLoan | null,
): bigint | null =>
  input.product === 'land'
    ? sumCents(costs.map((line) => line.costCents)) || null
    : (proforma?.salesPriceCents ?? null);
