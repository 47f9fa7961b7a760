import { randomUUID } from 'node:crypto';
import { type Cents, cents } from '@connect/domain/money';
import type { Insertable } from 'kysely';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import type { TestApp } from '../../../../../../test/app.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import type { DB } from '../../../platform/db-types.gen.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { grantAccess } from '../../contacts/index.ts';
import { servicingLedger } from '../ledger/loan-ledger.ts';

export interface GivenLoan {
  id: string;
  number: string;
  projectId: string;
}

export interface LoanWish {
  /** Who borrows; sees the loan. */
  borrower?: SignedIn;
  fundedOn?: string;
  /** The initial advance, in cents; all of it wired. */
  principalCents?: number;
  /** Undrawn interest reserve, in cents; interest is then paid from it. */
  reserveCents?: number;
  exitFeeCents?: number;
  minimumInterestCents?: number;
  maturityDate?: string;
  state?: string;
}

let serial = 0;

/** A running loan with its funding on the books, made by SQL, so that these tests stand on servicing alone. 9 % on actual/360. */
export async function givenLoan(wish: LoanWish = {}): Promise<GivenLoan> {
  const fundedOn = wish.fundedOn ?? '2024-09-15';
  const principalCents = cents(wish.principalCents ?? 36_000_000);
  const actor = systemActor('test', 'Sample loader', new Date(`${fundedOn}T20:00:00Z`));
  return inTransaction(actor, async (tx) => {
    const { id, number, projectId } = await givenTerms(tx, {
      state: wish.state ?? 'servicing',
      interest_from: wish.reserveCents ? 'reserve' : 'billed',
      exit_fee_cents: BigInt(wish.exitFeeCents ?? 0),
      minimum_interest_cents: BigInt(wish.minimumInterestCents ?? 0),
      funded_on: fundedOn,
      maturity_date: wish.maturityDate ?? '2099-09-15',
      last_act_on: fundedOn,
    });
    await tx
      .insertInto('lending.budget_lines')
      .values([
        budgetLine(id, 0, 'land', principalCents),
        budgetLine(id, 1, 'interest_reserve', cents(wish.reserveCents ?? 0)),
      ])
      .execute();
    if (wish.borrower) {
      await tx
        .insertInto('lending.loan_parties')
        .values({ loan_id: id, role: 'borrower', party_id: wish.borrower.contactId, position: 0 })
        .execute();
      await grantAccess(tx, 'loan', id, wish.borrower.contactId, 'borrower');
    }
    await servicingLedger.postFunding(tx, {
      loanId: id,
      projectId,
      effectiveDate: fundedOn,
      principalCents,
      feeCents: cents(0),
      wireCents: principalCents,
      wireReference: 'FED 0001',
      lines: [],
    });
    return { id, number, projectId };
  });
}

/** The row of a loan with its project, nothing on its books. 9 % on actual/360 unless said otherwise. */
export async function givenTerms(
  tx: Tx,
  terms: Partial<Insertable<DB['lending.loans']>>,
): Promise<GivenLoan> {
  const n = ++serial;
  const projectId = randomUUID();
  const id = randomUUID();
  const number = `L-${String(9000 + n)}`;
  const place = { address: '600 4th Ave', city: 'Seattle', zip: '98104', market: 'seattle' };
  const stamps = { created_at: tx.now, updated_at: tx.now };
  await tx
    .insertInto('projects.projects')
    .values({
      id: projectId,
      ...place,
      state: 'WA',
      stage: 'servicing',
      stage_since: tx.now,
      source: 'phone',
      ...stamps,
    })
    .execute();
  await tx
    .insertInto('lending.loans')
    .values({
      id,
      serial: 9000 + n,
      number,
      project_id: projectId,
      product: 'construction',
      state: 'servicing',
      state_since: tx.now,
      ...place,
      state_code: 'WA',
      amount_cents: 127_500_000n,
      rate: '0.09',
      day_count: 'actual/360',
      months: 12,
      interest_from: 'billed',
      default_rate: '0.05',
      late_fee_rate: '0.05',
      grace_days: 10,
      retainage_rate: '0.1',
      funded_on: '2024-09-15',
      maturity_date: '2099-09-15',
      last_act_on: '2024-09-15',
      ...stamps,
      ...terms,
    })
    .execute();
  return { id, number, projectId };
}

const budgetLine = (loanId: string, position: number, kind: string, amount: Cents) => ({
  loan_id: loanId,
  position,
  kind,
  name: kind,
  original_cents: amount,
  retainage_rate: '0',
});

export interface Cast {
  servicing: SignedIn;
  builder: SignedIn;
  stranger: SignedIn;
}

/** Somebody from servicing, a borrower and another builder. */
export async function givenCast(server: TestApp): Promise<Cast> {
  return {
    servicing: await signIn(server, 'servicing'),
    builder: await signIn(server, 'builder', { displayName: 'Sample Builder LLC' }),
    stranger: await signIn(server, 'builder', { displayName: 'Sample Builder B LLC' }),
  };
}

/** An Idempotency-Key of its own. */
export const key = (): string => randomUUID();

/** Debits less credits per account of a loan, read behind the API's back. */
export async function trialBalance(loanId: string): Promise<Record<string, number>> {
  const rows = await reader()
    .selectFrom('servicing.posting_lines')
    .select(['account', (eb) => eb.fn.sum<string>('amount_cents').as('cents')])
    .where('loan_id', '=', loanId)
    .groupBy('account')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.account, Number(row.cents)]));
}

/** Numbers of a loan's postings, in order. */
export const numbersOf = async (loanId: string): Promise<number[]> =>
  (
    await reader()
      .selectFrom('servicing.postings')
      .select('number')
      .where('loan_id', '=', loanId)
      .orderBy('number')
      .execute()
  ).map(({ number }) => number);
