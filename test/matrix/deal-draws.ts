import { addMonths, civilDate } from '@connect/domain/calendar';
import type { Json } from '../../demo/client.ts';
import * as draw from '../../demo/steps/draw.ts';
import type { World } from '../../demo/world.ts';
import type { DealPlan, Hands } from './deal-plan.ts';

/** The records of a deal's draws that a row of the matrix may name. */
export interface DrawIds {
  /** In review, with a condition that somebody wants overridden. */
  drawId: string;
  invoiceId: string;
  overrideId: string;
  inspectionId: string;
  waiverId: string;
  payeeId: string;
  disbursementId: string;
  paymentFileId: string;
  stopNoticeId: string;
  drawSetId: string;
}

interface Loan {
  loanId: string;
  budgetLineId: string;
  payeePartyId: string;
}

/** Two draws of one loan: the first is paid by a file, the second waits in review with a condition that holds. */
export async function drawsOf(
  world: World,
  plan: DealPlan,
  { loanId, payeePartyId }: Loan,
  { staff, partner, on }: Hands,
): Promise<DrawIds> {
  const [servicing, builder] = [staff('servicing'), partner('builder')];
  const payee = { partyId: payeePartyId, name: `${plan.word} Sample Roofing Inc.` };
  await draw.refreshEvidence(servicing, loanId, on(64));
  const first = await visited(world, plan, loanId, { name: 'Framing and lumber', percent: 20, payee }, 64, {
    staff,
    partner,
    on,
  });
  await draw.startReview(servicing, await servicing.get(`/v1/draws/${first.id}`));
  await draw.pairWaivers(builder, servicing, first.id);
  await draw.linkPayees(servicing, loanId, [payee]);
  await draw.approveDraw(servicing, staff('servicing2'), first.id);
  const file = await draw.payDraw(staff('accounting'), first.id, on(72));
  await world.settle();
  const ask = { name: 'Foundation and concrete', percent: 20, payee };
  const second = await visited(world, plan, loanId, ask, 80, { staff, partner, on });
  const path = `/v1/draws/${second.id}`;
  const { conditions, lines } = await servicing.get(path);
  const held = conditions.find((each: Json) => each.status === 'holds' && each.overridable);
  const proposed = { code: held.code, reason: `Seen on site, ${plan.word}.` };
  const { overrides } = await staff('servicing2').post(`${path}/overrides`, proposed);
  const { items: waivers } = await servicing.get(`/v1/lien-waivers?drawId=${second.id}`);
  const { items: payees } = await servicing.get(`/v1/loans/${loanId}/payees`);
  const notice = await servicing.post('/v1/stop-notices', {
    loanId,
    claimant: `${plan.word} Supply Co.`,
    amountCents: 50_000,
    servedOn: on(86),
  });
  // A set gathers what is in none yet, so each deal's draw comes into a set of its own.
  const month = addMonths(civilDate(plan.day(86)), plan.word === 'Harbor' ? 0 : 1).slice(0, 7);
  const set = await servicing.post('/v1/draw-sets', { month });
  return {
    drawId: second.id,
    invoiceId: lines.flatMap(({ invoices }: Json) => invoices)[0].id,
    overrideId: overrides[0].id,
    inspectionId: second.inspectionId,
    waiverId: waivers[0].id,
    payeeId: payees.find((each: Json) => each.name === payee.name).id,
    disbursementId: file.payments[0].id,
    paymentFileId: file.id,
    stopNoticeId: notice.id,
    drawSetId: set.id,
  };
}

/** A draw on one budget line, asked for and inspected. */
async function visited(
  world: World,
  plan: DealPlan,
  loanId: string,
  ask: { name: string; percent: number; payee: draw.Payee },
  day: number,
  { staff, partner, on }: Hands,
): Promise<{ id: string; inspectionId: string }> {
  const { name: line, percent, payee } = ask;
  on(day);
  const asked = await draw.requestDraw(partner('builder'), loanId, [{ line, percent, payee }]);
  const { contactId } = plan.people.inspector;
  const planned = await draw.scheduleInspection(staff('servicing'), asked.id, contactId, on(day + 2));
  await draw.inspect(partner('inspector'), planned, (each) => (each.name === line ? percent : 0), {
    started: `${on(day + 2)}T17:00:00Z`,
    submitted: `${plan.day(day + 2)}T17:30:00Z`,
  });
  await world.settle();
  return { id: asked.id, inspectionId: planned.inspection.id };
}
