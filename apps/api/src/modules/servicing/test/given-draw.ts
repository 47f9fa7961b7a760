import type { SignedIn } from '../../../../../../test/actors.ts';
import { samplePdf, upload as send, type TestFile } from '../../../../../../test/upload.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import { type GivenLoan, givenLoan, type LoanWish } from './given.ts';

export interface DrawLoan extends GivenLoan {
  /** Budget line ids by name. */
  lines: Record<'Framing' | 'Roofing' | 'Plumbing' | 'Architect' | 'Contingency', string>;
}

/** Cents per line; with the land of $360,000 they come to the loan's $1,275,000. */
const BUDGET = [
  ['Framing', 'hard', 30_000_000n, '0.1'],
  ['Roofing', 'hard', 20_000_000n, '0.1'],
  ['Plumbing', 'hard', 10_000_000n, '0.1'],
  ['Architect', 'soft', 5_000_000n, '0'],
  ['Contingency', 'contingency', 26_500_000n, '0.1'],
] as const;

/** A construction loan that takes draws, with an issued building permit. */
export async function givenDrawLoan(wish: LoanWish = {}): Promise<DrawLoan> {
  const loan = await givenLoan(wish);
  const db = reader();
  await db
    .updateTable('lending.budget_lines')
    .set({ drawn_cents: 36_000_000n })
    .where('loan_id', '=', loan.id)
    .where('kind', '=', 'land')
    .execute();
  const rows = await db
    .insertInto('lending.budget_lines')
    .values(
      BUDGET.map(([name, kind, original_cents, retainage_rate], i) => ({
        loan_id: loan.id,
        position: 10 + i,
        kind,
        name,
        original_cents,
        retainage_rate,
      })),
    )
    .returning(['id', 'name'])
    .execute();
  await db
    .insertInto('entitlement.permits')
    .values({
      id: crypto.randomUUID(),
      project_id: loan.projectId,
      type: 'building',
      state: 'issued',
      jurisdiction: 'City of Seattle',
      state_since: '2024-08-01',
      issued_date: '2024-08-01',
      permit_number: 'SAMPLE-7001',
      created_at: '2024-08-01T00:00:00Z',
      updated_at: '2024-08-01T00:00:00Z',
    })
    .execute();
  const lines = Object.fromEntries(rows.map((row) => [row.name, row.id])) as DrawLoan['lines'];
  return { ...loan, lines };
}

export const today = (): string => bookDate(new Date());

/** A document about a draw or an inspection; answers its id. */
export async function upload(who: SignedIn, fields: Record<string, string>, file: TestFile): Promise<string> {
  const answer = await send(who, '/v1/documents', fields, file);
  if (answer.statusCode !== 201) throw new Error(`upload: ${answer.statusCode} ${answer.body}`);
  return answer.json().id;
}

export const pdf = samplePdf;
/** The smallest PNG: one pixel. */
export const png = (name: string) => ({
  name: `${name}.png`,
  type: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
});

/** A draft with these amounts in dollars per line, saved. */
export async function givenDraft(
  who: SignedIn,
  loan: DrawLoan,
  asked: Partial<Record<keyof DrawLoan['lines'], number>>,
  invoices: Partial<Record<keyof DrawLoan['lines'], { payeeName: string; amountCents: number }[]>> = {},
) {
  const opened = (await who.post('/v1/draws', { loanId: loan.id })).json();
  const lines = Object.entries(asked).map(([name, dollars]) => ({
    budgetLineId: loan.lines[name as keyof DrawLoan['lines']],
    requestedCents: dollars * 100,
    ...(invoices[name as keyof DrawLoan['lines']]
      ? { invoices: invoices[name as keyof DrawLoan['lines']] }
      : {}),
  }));
  const saved = await who.patch(`/v1/draws/${opened.id}`, opened.version, { lines });
  if (saved.statusCode !== 200) throw new Error(`draft: ${saved.body}`);
  return saved.json();
}
