import type { CivilDate } from '@connect/domain/calendar';
import { formatDate } from '@connect/domain/calendar';
import type { Reader } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import type { Scope } from '../../identity/index.ts';
import type { Period } from '../billing/period.ts';
import * as repo from './general-ledger.repo.ts';

type Side = 'Debit' | 'Credit';

/** A journal entry as QuickBooks Online takes it (Accounting API v3, JournalEntry); amounts are dollars, never below zero. */
interface JournalEntry {
  DocNumber: string;
  TxnDate: string;
  CurrencyRef: { value: 'USD' };
  PrivateNote: string;
  Line: {
    Id: string;
    Description: string;
    /** A JSON number of two decimals, written out so that no float comes near it. */
    Amount: unknown;
    DetailType: 'JournalEntryLineDetail';
    JournalEntryLineDetail: { PostingType: Side; AccountRef: { value: string; name: string } };
  }[];
}

/**
 * A month as one summary entry a day, debits and credits of each account apart. What is off the books stays out.
 * Throws 409 `account_code_missing` when an account that moved has no code in the accounting program.
 */
export async function journalEntries(
  db: Reader,
  scope: Scope<'read:postings'>,
  period: Period,
): Promise<JournalEntry[]> {
  const sums = await repo.dailySums(db, scope, period);
  const unnamed = [...new Set(sums.filter((sum) => sum.externalCode === null).map((sum) => sum.accountName))];
  if (unnamed.length > 0)
    throw conflict(
      'account_code_missing',
      `Say first what the accounting program calls these accounts: ${unnamed.join(', ')}.`,
    );
  const days = Map.groupBy(sums, ({ day }) => day);
  return [...days].map(([day, accounts]) => ({
    DocNumber: `CN-${day}`,
    TxnDate: day,
    CurrencyRef: { value: 'USD' },
    PrivateNote: `Connect, loans, ${formatDate(day as CivilDate)}`,
    Line: accounts.flatMap(linesOf).map((line, index) => ({ Id: String(index), ...line })),
  }));
}

const linesOf = (sum: Awaited<ReturnType<typeof repo.dailySums>>[number]) =>
  (
    [
      ['Debit', sum.debit],
      ['Credit', sum.credit],
    ] as const
  )
    .filter(([, cents]) => cents > 0n)
    .map(([side, cents]) => ({
      Description: sum.subAccount ? `${sum.accountName}, ${sum.subAccount}` : sum.accountName,
      Amount: (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(decimal(cents)),
      DetailType: 'JournalEntryLineDetail' as const,
      JournalEntryLineDetail: {
        PostingType: side,
        AccountRef: { value: sum.externalCode as string, name: sum.accountName },
      },
    }));

/** Cents as dollars with two decimals, without separators. */
export const decimal = (cents: bigint): string => {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
