import { randomUUID } from 'node:crypto';
import type { Response } from 'light-my-request';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import type { TestApp } from '../../../../../../test/app.ts';
import { type DrawLoan, givenDrawLoan, pdf, today, upload } from './given-draw.ts';

/** Who takes part in a draw. */
export interface DrawCast {
  builder: SignedIn;
  stranger: SignedIn;
  sam: SignedIn;
  ada: SignedIn;
  accounting: SignedIn;
  inspector: SignedIn;
}

export interface InReview {
  loan: DrawLoan;
  id: string;
  version: number;
}
interface ReviewWish {
  /** Who asks; the builder unless said otherwise. */
  by?: SignedIn;
  waivers?: boolean;
  /** The framing invoice comes without its file. */
  without?: 'invoice';
  evidence?: object;
  loan?: DrawLoan;
}

/** The day so many days from today. */
export const shift = (days: number): string =>
  new Date(Date.parse(`${today()}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, as a client without types would
type Answer = any;
/** The body of an answer that has to be a success. */
const ok = (answer: Response): Answer => {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json();
};

const FRAMING = { payeeName: 'Sample Framing Co.', amountCents: 3_000_000 };
const ROOFING = { payeeName: 'Sample Roofing Inc.', amountCents: 2_320_000 };

/** A server with everybody signed in, two payees with bank accounts, and draws at the points where tests begin. */
export async function givenStage(server: TestApp) {
  const cast: DrawCast = {
    builder: await signIn(server, 'builder', { displayName: 'Sample Builder' }),
    stranger: await signIn(server, 'builder', { displayName: 'Sample Stranger' }),
    sam: await signIn(server, 'servicing', { displayName: 'Sam Servicing' }),
    ada: await signIn(server, 'admin', { displayName: 'Ada Admin' }),
    accounting: await signIn(server, 'accounting', { displayName: 'Ari Accounting' }),
    inspector: await signIn(server, 'inspector', { contact: true, displayName: 'Ines Inspector' }),
  };
  const { builder, sam, inspector } = cast;

  async function entity(name: string): Promise<string> {
    const made = ok(await sam.post('/v1/entities', { name, entityType: 'llc', email: 'office@example.com' }));
    ok(
      await sam.patch(`/v1/entities/${made.id}/bank-account`, made.version, {
        bankName: 'Sample Bank',
        routingNumber: '125000024',
        accountNumber: '000123456789',
      }),
    );
    return made.id;
  }

  async function evidence(loan: DrawLoan, change: object = {}): Promise<void> {
    const url = `/v1/loans/${loan.id}/evidence`;
    const good = {
      insurance: { expiresOn: shift(200) },
      title: { through: shift(-5), exceptions: [] },
      credit: { reportedOn: shift(-20) },
    };
    const { version } = ok(await sam.get(url));
    ok(await sam.call('PUT', url, { version, body: { ...good, ...change } }));
  }

  /** Brings every waiver of a draw in and accepts it. */
  async function waivers(drawId: string): Promise<void> {
    for (const waiver of ok(await builder.get(`/v1/lien-waivers?drawId=${drawId}`)).items) {
      const about = { subjectType: 'draw', subjectId: drawId, kind: 'lien_waiver', title: 'Waiver' };
      const documentId = await upload(builder, about, pdf(waiver.id));
      const url = `/v1/lien-waivers/${waiver.id}`;
      const received = ok(
        await builder.move(url, waiver.version, { action: 'receive', data: { documentId } }),
      );
      ok(await sam.move(url, received.version, { action: 'accept' }));
    }
  }

  async function inspect(visit: { id: string; version: number }, lines: object[]): Promise<void> {
    const data = {
      lines,
      startedAt: new Date(Date.now() - 60_000).toISOString(),
      submittedAt: new Date().toISOString(),
      deviceId: 'ipad-1',
      clientKey: randomUUID(),
    };
    ok(await inspector.move(`/v1/inspections/${visit.id}`, visit.version, { action: 'submit', data }));
    await server.settle();
  }

  /** A draw in review: $30,000 of framing, $23,200 of roofing of which the inspection supports $18,000. */
  async function review(wish: ReviewWish = {}): Promise<InReview> {
    const loan = wish.loan ?? (await givenDrawLoan({ borrower: builder }));
    await evidence(loan, wish.evidence);
    const who = wish.by ?? builder;
    const { id, version } = ok(await who.post('/v1/draws', { loanId: loan.id }));
    const url = `/v1/draws/${id}`;
    const about = { subjectType: 'draw', subjectId: id, kind: 'invoice', title: 'Invoice' };
    const paperOf = async (invoice: typeof FRAMING) =>
      wish.without === 'invoice' && invoice === FRAMING
        ? {}
        : { documentId: await upload(builder, about, pdf(invoice.payeeName)) };
    const billed = async (invoice: typeof FRAMING) => ({
      requestedCents: invoice.amountCents,
      invoices: [{ ...invoice, ...(await paperOf(invoice)) }],
    });
    const saved = ok(
      await who.patch(url, version, {
        lines: [
          { budgetLineId: loan.lines.Framing, ...(await billed(FRAMING)) },
          { budgetLineId: loan.lines.Roofing, ...(await billed(ROOFING)) },
        ],
      }),
    );
    const asked = ok(await who.move(url, saved.version, { action: 'request' }));
    if (wish.waivers !== false) await waivers(id);
    const planned = ok(
      await sam.move(url, asked.version, {
        action: 'schedule_inspection',
        data: { inspectorId: inspector.contactId, date: today() },
      }),
    );
    await inspect(planned.inspection, [
      { budgetLineId: loan.lines.Framing, percent: 30 },
      { budgetLineId: loan.lines.Roofing, percent: 9, note: 'West wrapped, not sided.' },
    ]);
    const complete = ok(await sam.get(url));
    const begun = ok(await sam.move(url, complete.version, { action: 'start_review' }));
    return { loan, id, version: begun.version };
  }

  async function approved(wish: ReviewWish = {}): Promise<InReview> {
    const draw = await review(wish);
    const done = ok(await sam.move(`/v1/draws/${draw.id}`, draw.version, { action: 'approve' }));
    return { ...draw, version: done.version };
  }

  return { ...cast, entity, evidence, review, approved };
}
export type Stage = Awaited<ReturnType<typeof givenStage>>;

/** The draw as somebody sees it. */
export const look = async (who: SignedIn, id: string): Promise<Answer> =>
  ok(await who.get(`/v1/draws/${id}`));
export const conditionOf = (draw: { conditions: { code: string }[] }, code: string) =>
  draw.conditions.find((each) => each.code === code);
