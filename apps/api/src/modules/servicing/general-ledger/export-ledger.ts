import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { periodOf } from '../billing/period.ts';
import { getPeriod } from '../periods/periods.service.ts';
import * as repo from './general-ledger.repo.ts';
import type { EXPORT_FORMATS } from './general-ledger.schemas.ts';
import { decimal, journalEntries } from './journal-entries.ts';

type Format = (typeof EXPORT_FORMATS)[number];

/**
 * Sends a month of the general ledger as a file: every line of every posting (CSV, RFC 4180), or the journal entries that QuickBooks Online
 * takes. On record before the first byte leaves. A month that is open is sent as it stands, without the book's numbers.
 * Throws 404 for a month that is not in the books, 409 `account_code_missing`.
 */
export async function exportLedger(
  actor: Actor,
  { period: key, format }: { period: string; format: Format },
  reply: FastifyReply,
): Promise<undefined> {
  const scope = authorise(actor, 'read:postings');
  const period = periodOf(key);
  const { postings } = await getPeriod(actor, key);
  const entries = format === 'quickbooks' ? await journalEntries(reader(), scope, period) : null;
  await inTransaction(actor, async (tx) =>
    publish(
      tx,
      'general-ledger.exported',
      { type: 'accounting_period', id: await repo.idOfPeriod(tx, key) },
      { period: key, format, rows: entries ? entries.length : postings },
    ),
  );
  reply
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'");
  if (entries)
    reply
      .header('content-disposition', `attachment; filename="journal-entries-${key}.json"`)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ JournalEntry: entries }, null, 2));
  else
    reply
      .header('content-disposition', `attachment; filename="general-ledger-${key}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(
        Readable.from(rowsOf(repo.ledgerOfMonth(reader(), scope, period))).pipe(
          stringify({ header: true, columns: COLUMNS, record_delimiter: 'windows', escape_formulas: true }),
        ),
      );
}

const COLUMNS = [
  'Book number',
  'Accounting date',
  'Effective date',
  'Loan',
  'Posting',
  'Kind',
  'Memo',
  'Account',
  'Account code',
  'Bank',
  'Off the books',
  'Debit',
  'Credit',
  'Currency',
  'Reverses',
];

async function* rowsOf(pages: AsyncIterable<repo.LedgerRow[]>): AsyncGenerator<unknown[]> {
  for await (const page of pages)
    for (const row of page)
      yield [
        row.bookNumber === null ? '' : String(row.bookNumber),
        row.accountingDate,
        row.effectiveDate,
        row.loanNumber,
        `P-${row.postingNumber}`,
        row.kind,
        row.memo,
        row.accountName,
        row.externalCode ?? '',
        row.subAccount ?? '',
        row.offBooks ? 'yes' : '',
        row.amountCents > 0n ? decimal(row.amountCents) : '',
        row.amountCents < 0n ? decimal(-row.amountCents) : '',
        row.currency,
        row.reverses === null ? '' : `P-${row.reverses}`,
      ];
}
