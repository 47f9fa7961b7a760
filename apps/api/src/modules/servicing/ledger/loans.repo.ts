import type { CivilDate } from '@connect/domain/calendar';
import type { DayCount } from '@connect/domain/daycount';
import { type Cents, ZERO } from '@connect/domain/money';
import type { Rate } from '@connect/domain/rate';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

/** A scope that reaches loans, or records that follow them. */
export type LoanScope =
  | Scope<'read:loans'>
  | Scope<'read:payments'>
  | Scope<'read:statements'>
  | Scope<'read:postings'>
  | Scope<'post:journals'>
  | Scope<'write:payments'>
  | Scope<'write:statements'>;

/** What the ledger needs to know of a loan. Rates are exact decimals, amounts cents. */
export interface LoanTerms {
  id: string;
  number: string;
  projectId: string;
  state: string;
  address: string;
  city: string;
  stateCode: string;
  zip: string;
  amountCents: Cents;
  rate: Rate;
  dayCount: DayCount;
  interestFrom: string;
  defaultRate: Rate;
  exitFeeCents: Cents;
  minimumInterestCents: Cents;
  graceDays: number;
  fundedOn: CivilDate | null;
  maturityDate: CivilDate | null;
  lastActOn: CivilDate;
  borrowerId: string | null;
  borrowerName: string;
}

const terms = (db: Reader, id: string) =>
  db
    .selectFrom('lending.loans as l')
    .select([
      'l.id',
      'l.number',
      'l.project_id as projectId',
      'l.state',
      'l.address',
      'l.city',
      'l.state_code as stateCode',
      'l.zip',
      'l.amount_cents as amountCents',
      'l.rate',
      'l.day_count as dayCount',
      'l.interest_from as interestFrom',
      'l.default_rate as defaultRate',
      'l.exit_fee_cents as exitFeeCents',
      'l.minimum_interest_cents as minimumInterestCents',
      'l.grace_days as graceDays',
      'l.funded_on as fundedOn',
      'l.maturity_date as maturityDate',
      'l.last_act_on as lastActOn',
    ])
    .select((eb) => [
      eb
        .selectFrom('lending.loan_parties as b')
        .whereRef('b.loan_id', '=', 'l.id')
        .where('b.role', '=', 'borrower')
        .select('b.party_id')
        .as('borrowerId'),
      sql<string>`coalesce((select p.name from lending.loan_parties b join contacts.parties p on p.id = b.party_id
        where b.loan_id = l.id and b.role = 'borrower'), '')`.as('borrowerName'),
    ])
    .where('l.id', '=', id);
const anyTerms = statement((db, { id }: { id: string }) => terms(db, id));
const anyLocked = statement((db, { id }: { id: string }) => terms(db, id).forUpdate('l'));

/** The terms of one loan, undefined when there is none that this scope may see. */
export async function findTerms(db: Reader, scope: LoanScope, id: string): Promise<LoanTerms | undefined> {
  const found =
    scope.reach === 'all'
      ? (await anyTerms(db, { id })).at(0)
      : await terms(db, id)
          .where(visible(scope, 'loan', 'l.id'))
          .executeTakeFirst();
  return found as LoanTerms | undefined;
}

/** The same with the loan's row locked: whoever acts on a loan takes this lock first, the ledger's head after it. */
export async function lockTerms(tx: Tx, scope: LoanScope, id: string): Promise<LoanTerms | undefined> {
  const found =
    scope.reach === 'all'
      ? (await anyLocked(tx, { id })).at(0)
      : await terms(tx, id)
          .where(visible(scope, 'loan', 'l.id'))
          .forUpdate('l')
          .executeTakeFirst();
  return found as LoanTerms | undefined;
}

/** What the budget sets aside for interest, original and changes, in cents. */
export async function reserveBudget(db: Reader, loanId: string): Promise<Cents> {
  const row = await db
    .selectFrom('lending.budget_lines')
    .select(sql<bigint>`coalesce(sum(original_cents + changes_cents), 0)::bigint`.as('cents'))
    .where('loan_id', '=', loanId)
    .where('kind', '=', 'interest_reserve')
    .executeTakeFirst();
  return (row?.cents ?? ZERO) as Cents;
}
