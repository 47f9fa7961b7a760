import { randomUUID } from 'node:crypto';
import type { Hand, Json } from '../client.ts';
import { samplePdf, samplePhoto } from './files.ts';

/** Who works on a draw. */
export interface Crew {
  builder: Hand;
  inspector: Hand;
  /** The contact behind the inspector's sign-in. */
  inspectorId: string;
  servicing: Hand;
  /** Above the limit of one person's approval. */
  second: Hand;
  accounting: Hand;
}

/** Subcontractors with a bank account, whom the sample draws pay. */
export interface Payee {
  partyId: string;
  name: string;
}

/** A share of each named budget line, asked for with an invoice of a payee. */
export interface Ask {
  line: string;
  /** Percent of the budget line, in addition to what was drawn before. */
  percent: number;
  payee: Payee;
}

/** What a draw is checked against besides the work: insurance, title searched to the day, credit report. */
export async function refreshEvidence(servicing: Hand, loanId: string, day: string): Promise<void> {
  const path = `/v1/loans/${loanId}/evidence`;
  const { version } = await servicing.get(path);
  const nextYear = `${Number(day.slice(0, 4)) + 1}${day.slice(4, 8)}28`;
  await servicing.put(
    path,
    {
      insurance: { expiresOn: nextYear },
      title: { through: day, exceptions: [] },
      credit: { reportedOn: day },
    },
    version,
  );
}

/** The builder fills in a draft, attaches invoices and a photo, and requests. Answers the draw. */
export async function requestDraw(
  builder: Hand,
  loanId: string,
  asks: readonly Ask[],
  { photo = true } = {},
): Promise<Json> {
  const draft = await builder.post('/v1/draws', { loanId });
  const lines = [];
  for (const [index, ask] of asks.entries()) {
    const line = draft.lines.find((each: Json) => each.name === ask.line);
    if (!line) throw new Error(`the budget has no line ${ask.line}`);
    const requestedCents = Math.round((line.budgetCents * ask.percent) / 10_000) * 100;
    const number = `${ask.line.slice(0, 2).toUpperCase()}-${1000 + index + (draft.version % 100)}`;
    const invoice = await builder.upload(
      {
        subjectType: 'draw',
        subjectId: draft.id,
        kind: 'invoice',
        title: `Invoice ${number}, ${ask.payee.name}`,
      },
      samplePdf(`Invoice ${number}`, [
        ask.payee.name,
        ask.line,
        `Total due ${(requestedCents / 100).toFixed(2)}`,
      ]),
    );
    lines.push({
      budgetLineId: line.budgetLineId,
      requestedCents,
      note: `${ask.line}: ${ask.percent}% since the last draw.`,
      invoices: [{ payeeName: ask.payee.name, number, amountCents: requestedCents, documentId: invoice.id }],
    });
  }
  if (photo)
    await builder.upload(
      { subjectType: 'draw', subjectId: draft.id, kind: 'photo', title: 'Progress, street side' },
      samplePhoto('street-side', lines.length * 9),
    );
  await builder.patch(`/v1/draws/${draft.id}`, {
    note: 'Work is on schedule.',
    lines,
  });
  return builder.move(`/v1/draws/${draft.id}`, 'request');
}

export const scheduleInspection = (
  servicing: Hand,
  drawId: string,
  inspectorId: string,
  day: string,
): Promise<Json> =>
  servicing.move(`/v1/draws/${drawId}`, 'schedule_inspection', { data: { inspectorId, date: day } });

/** The visit: what each line looks like, with a photo. @param percentOf to date, by line name */
export async function inspect(
  inspector: Hand,
  draw: Json,
  percentOf: (line: Json) => number,
  at: { started: string; submitted: string },
): Promise<Json> {
  const path = `/v1/inspections/${draw.inspection.id}`;
  const visit = await inspector.move(path, 'start');
  const photo = await inspector.upload(
    { subjectType: 'inspection', subjectId: visit.id, kind: 'photo', title: 'Framing, south wall' },
    samplePhoto('south-wall', 24),
  );
  return inspector.move(path, 'submit', {
    data: {
      lines: visit.lines.map((line: Json) => ({
        budgetLineId: line.budgetLineId,
        percent: Math.max(line.lastPercent, percentOf(line)),
        note: percentOf(line) > 0 ? 'As seen on site.' : '',
      })),
      photos: [{ documentId: photo.id, budgetLineId: visit.lines[0].budgetLineId }],
      note: 'Site tidy, work matches the plans.',
      startedAt: at.started,
      submittedAt: at.submitted,
      deviceId: 'sample-ipad',
      clientKey: randomUUID(),
    },
  });
}

/** Servicing accepts the report, whose arrival has moved the draw, and takes the draw into review. */
export async function startReview(
  servicing: Hand,
  draw: { id: string; inspection: { id: string } },
): Promise<Json> {
  await servicing.move(`/v1/inspections/${draw.inspection.id}`, 'accept');
  return servicing.move(`/v1/draws/${draw.id}`, 'start_review');
}

/** Servicing sends the inspector out once more. */
export const returnInspection = (servicing: Hand, inspectionId: string): Promise<Json> =>
  servicing.move(`/v1/inspections/${inspectionId}`, 'return', {
    reason: 'The photos do not show the whole foundation. Please take it from the alley too.',
  });

/** The waivers that this draw needs come in signed, in one scan, and are accepted, but for the last `missing` of them. */
export async function pairWaivers(
  builder: Hand,
  servicing: Hand,
  drawId: string,
  missing = 0,
): Promise<number> {
  const { items } = await servicing.get(`/v1/lien-waivers?drawId=${drawId}&limit=200`);
  const open = items.filter((each: Json) => each.state === 'required' || each.state === 'requested');
  const paired = open.slice(0, open.length - missing);
  if (paired.length === 0) return 0;
  const { id } = await builder.upload(
    { subjectType: 'draw', subjectId: drawId, kind: 'lien_waiver', title: 'Lien waivers, signed' },
    samplePdf('Lien waivers', [
      ...paired.map((each: Json) => `${each.payeeName}: ${each.form.replaceAll('_', ' ')}`),
      'Signed sample waivers.',
    ]),
  );
  for (const waiver of paired) {
    await builder.move(`/v1/lien-waivers/${waiver.id}`, 'receive', { data: { documentId: id } });
    await servicing.move(`/v1/lien-waivers/${waiver.id}`, 'accept');
  }
  return paired.length;
}

/** Money goes only to payees behind whom one of our parties, with a bank account, stands. */
export async function linkPayees(servicing: Hand, loanId: string, payees: readonly Payee[]): Promise<void> {
  const { items } = await servicing.get(`/v1/loans/${loanId}/payees`);
  for (const payee of items) {
    const party = payees.find((each) => each.name === payee.name);
    if (party && !payee.partyId) await servicing.patch(`/v1/payees/${payee.id}`, { partyId: party.partyId });
  }
}

/** One person approves; above the limit a second one gives the first approval before. */
export async function approveDraw(servicing: Hand, second: Hand, drawId: string): Promise<Json> {
  const path = `/v1/draws/${drawId}`;
  const { moves } = await second.get(path);
  if (moves.some((move: Json) => move.action === 'first_approve' && move.allowed))
    await second.move(path, 'first_approve');
  return servicing.move(path, 'approve');
}

/** The bank's file is made and downloaded once, and settles on a day. */
export async function payDraw(accounting: Hand, drawId: string, day: string): Promise<Json> {
  const file = await accounting.post('/v1/payment-files', { drawIds: [drawId], effectiveDate: day });
  const content = await accounting.get(`/v1/payment-files/${file.id}/content`);
  if (typeof content !== 'string' || !content.startsWith('101 '))
    throw new Error('the payment file does not open as a NACHA file');
  return accounting.move(`/v1/payment-files/${file.id}`, 'confirm', { data: { settlementDate: day } });
}
