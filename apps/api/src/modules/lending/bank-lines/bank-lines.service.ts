import {
  type BorrowingBaseInput,
  borrowingBase,
  type BorrowingBase as Computed,
  whatIf,
} from '@connect/domain/borrowing-base';
import type { CivilDate } from '@connect/domain/calendar';
import { type Cents, subtractCents, ZERO } from '@connect/domain/money';
import type { Rate } from '@connect/domain/rate';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { loanLedger } from '../ledger-port.ts';
import * as repo from './bank-lines.repo.ts';
import {
  type BankLine,
  type BankLinePage,
  type BankLinePatch,
  type BankLineQuery,
  BankRules,
  type BorrowingBase,
  type NewBankLine,
  type WhatIf,
  type WhatIfIn,
} from './bank-lines.schemas.ts';
import { lastInspections } from './inspections-port.ts';

const DEFAULT_RULES: BankRules = {
  ineligibility: [{ code: 'matured' }, { code: 'default' }],
  concentration: [],
};
const BEYOND = '9999-12-31' as CivilDate;

export async function listBankLines(
  actor: Actor,
  query: z.output<typeof BankLineQuery>,
): Promise<z.infer<typeof BankLinePage>> {
  const scope = authorise(actor, 'read:bank-line');
  const [rows, total] = await Promise.all([
    repo.listBankLines(reader(), scope, query),
    query.withTotal ? repo.countBankLines(reader(), scope, query) : undefined,
  ]);
  return sortedPage(rows, query, repo.LINE_SORTS, total);
}

/** The line with its base, dollar by dollar. Throws 404. */
export const getBankLine = (actor: Actor, id: string): Promise<BankLine> =>
  lineFor(reader(), authorise(actor, 'read:bank-line'), id, todayOf(actor));

const todayOf = (actor: Actor): string => bookDate(actor.now ?? new Date());

async function lineFor(db: Reader, scope: repo.ReadLines, id: string, today: string): Promise<BankLine> {
  const found = await repo.findBankLine(db, scope, id);
  if (!found) throw notFound();
  const rules = rulesOf(found);
  const { input, rows } = await baseInput(db, found, today);
  const { rules: _, ...line } = found;
  return { ...line, rules, base: presentBase(borrowingBase(input), input, rows) };
}

const rulesOf = (line: { rules: unknown }): BankRules => {
  const parsed = BankRules.safeParse(line.rules);
  return parsed.success ? parsed.data : DEFAULT_RULES;
};

/** Everything the base is made of, read as of today. */
async function baseInput(
  db: Reader,
  line: repo.FoundBankLine,
  today: string,
): Promise<{ input: BorrowingBaseInput; rows: repo.PledgedLoanRow[] }> {
  const rows = await repo.pledgedLoans(db, line.id, today);
  const ids = rows.map((row) => row.loanId);
  const [principals, inspected] = await Promise.all([
    ids.length > 0 ? loanLedger().principalsCents(db, ids) : new Map<string, bigint>(),
    lastInspections(db, ids),
  ]);
  const rules = rulesOf(line);
  const input: BorrowingBaseInput = {
    today: today as CivilDate,
    loans: rows.map((row) => ({
      loanId: row.loanId,
      label: `${row.number}, ${row.address}`,
      grossCents: (principals.get(row.loanId) ?? 0n) as Cents,
      class: row.pledgeId, // each pledge has its own advance rate
      borrowerId: row.borrowerId ?? 'unknown',
      market: row.market,
      isLand: row.product === 'land',
      isSpec: row.product === 'construction', // none of our houses is sold before it is built
      inDefault: row.state === 'default',
      maturesOn: (row.maturesOn ?? BEYOND) as CivilDate,
      pledgedOn: row.pledgedOn as CivilDate,
      lastInspectedOn: (inspected.get(row.loanId) ?? null) as CivilDate | null,
      entitlementSlipDays: row.entitlementSlipDays,
    })),
    ineligibility: rules.ineligibility,
    concentration: rules.concentration.map(({ by, limit }) => ({ by, limit: limit as Rate })),
    advanceRates: Object.fromEntries(rows.map((row) => [row.pledgeId, row.advanceRate as Rate])),
    reservesCents: line.reserveCents as Cents,
    commitmentCents: line.commitmentCents as Cents,
    outstandingCents: line.outstandingCents as Cents,
  };
  return { input, rows };
}

function presentBase(
  base: Computed,
  input: BorrowingBaseInput,
  rows: readonly repo.PledgedLoanRow[],
): z.infer<typeof BorrowingBase> {
  const byLoan = new Map(rows.map((row) => [row.loanId, row]));
  // The arithmetic knows borrowers by id; a person reads the name.
  const named = (reason: string, { borrowerId, borrowerName }: repo.PledgedLoanRow): string =>
    borrowerId ? reason.replace(borrowerId, borrowerName ?? '') : reason;
  return {
    ...base,
    asOf: input.today,
    reserveCents: input.reservesCents,
    commitmentCents: input.commitmentCents,
    outstandingCents: input.outstandingCents,
    loans: base.loans.map((loan) => ({
      ...loan,
      exclusions: loan.exclusions.map((each) => ({
        ...each,
        reason: named(each.reason, byLoan.get(loan.loanId)!),
      })),
      pledgeId: byLoan.get(loan.loanId)!.pledgeId,
      borrowerName: byLoan.get(loan.loanId)!.borrowerName,
    })),
  };
}

/** "What if I fund this": the base before and after, without changing anything. Throws 404, 422 for a loan that is not pledged here. */
export async function whatIfFunded(
  actor: Actor,
  input: { id: string } & z.output<typeof WhatIfIn>,
): Promise<z.infer<typeof WhatIf>> {
  const scope = authorise(actor, 'read:bank-line');
  const line = await repo.findBankLine(reader(), scope, input.id);
  if (!line) throw notFound();
  const { input: base, rows } = await baseInput(reader(), line, todayOf(actor));
  if (!rows.some((row) => row.loanId === input.loanId))
    throw invalid('/loanId', 'This loan is not pledged to this line.');
  const borrowedCents = input.borrowCents ?? ZERO;
  const { before, after } = whatIf(base, {
    loanId: input.loanId,
    principalCents: input.fundCents,
    borrowedCents,
  });
  const then = { ...base, outstandingCents: (base.outstandingCents + borrowedCents) as Cents };
  return {
    before: presentBase(before, base, rows),
    after: presentBase(after, then, rows),
    availabilityChangeCents: subtractCents(after.availabilityCents, before.availabilityCents),
    enough: after.availabilityCents >= 0n,
  };
}

/** Throws 422 when there is a line of this name. */
export async function createBankLine(actor: Actor, input: z.output<typeof NewBankLine>): Promise<BankLine> {
  const scope = authorise(actor, 'write:bank-line');
  return inTransaction(actor, async (tx) => {
    await assertNameFree(tx, input.name);
    const { name, bankName, commitmentCents, advanceRate, rules = DEFAULT_RULES } = input;
    const id = await repo.insertBankLine(tx, {
      name,
      bank_name: bankName,
      commitment_cents: commitmentCents,
      outstanding_cents: input.outstandingCents ?? 0n,
      reserve_cents: input.reserveCents ?? 0n,
      advance_rate: advanceRate,
      matures_on: input.maturesOn ?? null,
      rules: JSON.stringify(rules),
    });
    await publish(tx, 'bank-line.created', { type: 'bank_line', id }, { name, commitmentCents });
    return lineFor(tx, scope, id, bookDate(tx.now));
  });
}

async function assertNameFree(tx: Tx, name: string, exceptId?: string): Promise<void> {
  const found = await repo.findByName(tx, name);
  if (found && found.id !== exceptId) throw invalid('/name', 'There is a bank line of this name.');
}

/** Changes what the bank agreed to, or what is drawn of it. Throws 404, 412, 422. */
export async function changeBankLine(
  actor: Actor,
  input: { id: string; version: number; patch: z.output<typeof BankLinePatch> },
): Promise<BankLine> {
  const scope = authorise(actor, 'write:bank-line');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockBankLine(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    const { patch } = input;
    if (patch.name) await assertNameFree(tx, patch.name, input.id);
    const values = Object.fromEntries(
      Object.entries({
        name: patch.name,
        bank_name: patch.bankName,
        commitment_cents: patch.commitmentCents,
        outstanding_cents: patch.outstandingCents,
        reserve_cents: patch.reserveCents,
        advance_rate: patch.advanceRate,
        matures_on: patch.maturesOn,
        rules: patch.rules,
      }).filter(([, value]) => value !== undefined),
    );
    const { rules } = patch;
    await repo.updateBankLine(tx, input.id, {
      ...values,
      ...(rules ? { rules: JSON.stringify(rules) } : {}),
    });
    await publish(
      tx,
      'bank-line.changed',
      { type: 'bank_line', id: input.id },
      {
        name: before.name,
        ...changes<object>(before, values),
      },
    );
    return lineFor(tx, scope, input.id, bookDate(tx.now));
  });
}
