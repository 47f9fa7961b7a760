import { type LotOutline, squareFeetOf } from '@connect/domain/lot';
import type { Hand, Json } from '../client.ts';
import type { Place } from '../places.ts';
import { samplePdf } from './files.ts';

/** An agent submits a lead, or staff enters one of an agent later. @param askCents what the seller asks */
export const submitLead = (
  hand: Hand,
  { lot, ...address }: Place,
  askCents: number,
  summary: string,
  later: { agentId?: string; effectiveDate?: string } = {},
): Promise<Json> =>
  hand.post('/v1/leads', {
    ...address,
    askCents,
    summary,
    lotSquareFeet: Math.round(squareFeetOf(lot.parcel)),
    zoning: 'NR3',
    ...later,
  });

/** Draws the lot: the parcel once the survey is accepted, the house once a plan is chosen. */
export const drawLot = (hand: Hand, projectId: string, lotOutline: LotOutline): Promise<Json> =>
  hand.patch(`/v1/projects/${projectId}`, { lotOutline });

/** Acquisitions takes the lead as its owner, which answers it, and may say by when it is decided. */
export const takeLead = (
  acquisitions: Hand,
  projectId: string,
  ownerId: string,
  facts: { decisionDue?: string } = {},
): Promise<Json> => acquisitions.patch(`/v1/projects/${projectId}`, { ownerId, ...facts });

export const startFeasibility = (acquisitions: Hand, projectId: string, day: string): Promise<Json> =>
  acquisitions.move(`/v1/projects/${projectId}`, 'start_feasibility', { data: { effectiveDate: day } });

/** Orders a report. @param day civil date of the order */
export const orderReport = (
  acquisitions: Hand,
  projectId: string,
  type: string,
  consultantId: string,
  day: string,
): Promise<Json> =>
  acquisitions.post('/v1/consultant-orders', {
    projectId,
    type,
    consultantId,
    orderedDate: day,
    feeCents: type === 'survey' ? 280_000 : 95_000,
    instructions: `Standard ${type} report for a two-house infill lot.`,
  });

/** The consultant works on the order and hands in a PDF. */
export async function deliverReport(consultant: Hand, order: Json, day: string): Promise<Json> {
  await consultant.move(`/v1/consultant-orders/${order.id}`, 'start');
  await consultant.upload(
    {
      subjectType: 'consultant_order',
      subjectId: order.id,
      kind: order.type === 'survey' ? 'survey' : `${order.type}_report`,
      title: `${order.typeLabel}, ${order.projectAddress}`,
    },
    samplePdf(`${order.typeLabel}`, [
      order.projectAddress,
      `${order.projectCity}`,
      `Delivered ${day}`,
      'Sample document for demonstration.',
    ]),
  );
  return consultant.move(`/v1/consultant-orders/${order.id}`, 'deliver', { data: { deliveredDate: day } });
}

export const acceptReport = (acquisitions: Hand, orderId: string): Promise<Json> =>
  acquisitions.move(`/v1/consultant-orders/${orderId}`, 'accept');

/** The lines of a two-house infill deal, scaled to the ask. @returns input of POST /v1/proformas */
export function proformaInput(askCents: number, startDate: string): Json {
  const part = (share: number): number => Math.round((askCents * share) / 100_000) * 1000;
  const line = (
    category: string,
    key: string,
    label: string,
    amountCents: number,
    startMonth: number,
    months: number,
  ) => ({ category, key, label, amountCents, startMonth, months });
  return {
    startDate,
    lines: [
      line('land', 'land', 'Land', askCents, 0, 1),
      line('hard', 'site_work', 'Site work', part(8), 1, 2),
      line('hard', 'foundation', 'Foundation and concrete', part(14), 2, 2),
      line('hard', 'framing', 'Framing and lumber', part(24), 3, 3),
      line('hard', 'roofing', 'Roofing and siding', part(10), 5, 2),
      line('hard', 'windows', 'Windows and doors', part(8), 5, 2),
      line('hard', 'plumbing', 'Plumbing', part(7), 5, 3),
      line('hard', 'electrical', 'Electrical', part(6), 5, 3),
      line('hard', 'hvac', 'Heating and ventilation', part(5), 6, 2),
      line('hard', 'drywall', 'Insulation and drywall', part(7), 7, 2),
      line('hard', 'finishes', 'Cabinets and finishes', part(12), 8, 3),
      line('hard', 'landscape', 'Landscape and driveway', part(4), 10, 1),
      line('soft', 'permits', 'Permits and fees', part(4), 0, 3),
      line('soft', 'architecture', 'Architecture and engineering', part(5), 0, 4),
      line('contingency', 'contingency', 'Contingency', part(6), 6, 5),
    ],
    loan: { rate: '0.09', loanToCost: '0.85', originationFeeRate: '0.015', months: 12 },
    // Between 2.9 and 3.0 times the land: a return on cost of some 15 to 19 %.
    salesPriceCents:
      Math.round((askCents * (2.9 + (askCents % 11_000_000) / 110_000_000)) / 100_000) * 100_000,
    sellingCostRate: '0.06',
    saleMonth: 12,
    discountRate: '0.12',
  };
}

export const saveProforma = (
  acquisitions: Hand,
  projectId: string,
  askCents: number,
  startDate: string,
): Promise<Json> =>
  acquisitions.post('/v1/proformas', {
    projectId,
    name: 'Two houses, at ask',
    note: 'First look',
    input: proformaInput(askCents, startDate),
  });

/** The decision. The project gets its permanent number; entitlement opens by event. */
export const decideGo = (acquisitions: Hand, projectId: string, day: string, reason: string): Promise<Json> =>
  acquisitions.move(`/v1/projects/${projectId}`, 'go', { reason, data: { effectiveDate: day } });

export const nameBuilder = (
  acquisitions: Hand,
  projectId: string,
  builderId: string,
  facts: { expectedClose?: string } = {},
): Promise<Json> => acquisitions.patch(`/v1/projects/${projectId}`, { builderId, ...facts });
