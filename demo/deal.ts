import { addDays, addMonths, civilDate, endOfMonth, startOfMonth } from '@connect/domain/calendar';
import { squareFeetOf } from '@connect/domain/lot';
import { type Cents, formatUsd } from '@connect/domain/money';
import { castOf } from './cast.ts';
import type { Json } from './client.ts';
import { Server } from './http.ts';
import { PLACES } from './places.ts';
import * as acquire from './steps/acquire.ts';
import * as draw from './steps/draw.ts';
import * as entitle from './steps/entitle.ts';
import * as lend from './steps/lend.ts';
import * as service from './steps/service.ts';

/**
 * One deal from lead to lien release over HTTP against a running server (CONNECT_URL, default http://localhost:3000), its acts dated
 * from two months back until today. Prints each step with its ids and the ledger, and throws unless the ledger balances to the cent.
 */
async function run(): Promise<void> {
  const server = new Server(process.env.CONNECT_URL ?? 'http://localhost:3000');
  await server.refuseProduction();
  const cast = await castOf(server);
  const {
    acquisitions,
    entitlement,
    servicing,
    second,
    accounting,
    inspector,
    builder,
    agent,
    consultants,
    admin,
  } = cast;
  const today = civilDate(new Date().toLocaleDateString('en-CA', { timeZone: 'America/Los_Angeles' }));
  const day = (n: number): string => addDays(addDays(today, -62), n);

  say('1  Lead');
  const seattle = PLACES.filter(({ market }) => market === 'seattle');
  const place = seattle[new Date().getSeconds() % seattle.length]!;
  // What an agent submits counts from now. A lead of two months ago is one that staff enters for the agent.
  const { id: projectId } = await acquire.submitLead(acquisitions, place, 64_000_000, SUMMARY, {
    agentId: agent.contactId,
    effectiveDate: day(0),
  });
  const project = await agent.hand.get(`/v1/projects/${projectId}`);
  say(`   ${place.address}, ${place.city}, of ${day(0)}`, project.id);
  const { items: mails } = await admin.get(`/v1/outbox?limit=50&projectId=${project.id}`);
  say(`   Acknowledged: “${mails[0].subject}”`, mails[0].id);

  say('2  Feasibility');
  await acquire.takeLead(acquisitions, project.id, acquisitions.userId);
  await acquire.startFeasibility(acquisitions, project.id, day(0));
  for (const [type, consultant] of consultants) {
    const order = await acquire.orderReport(acquisitions, project.id, type, consultant.partyId, day(0));
    await acquire.deliverReport(consultant.hand, order, day(3));
    await acquire.acceptReport(acquisitions, order.id);
    say(`   ${order.typeLabel} ordered, delivered, accepted`, order.id);
  }
  await acquire.drawLot(acquisitions, project.id, place.lot);
  say(`   Lot drawn from the survey: ${Math.round(squareFeetOf(place.lot.parcel))} sq ft`);
  const proforma = await acquire.saveProforma(acquisitions, project.id, 64_000_000, day(10));
  say(
    `   Proforma: return on cost ${percent(proforma.returnOnCost)}, IRR ${percent(proforma.irr)}`,
    proforma.id,
  );
  const decided = await acquire.decideGo(
    acquisitions,
    project.id,
    day(4),
    'Clean title, good return at ask.',
  );
  await acquire.nameBuilder(acquisitions, project.id, cast.borrower.partyId);
  say(`   GO: ${decided.number}`);

  say('3  Entitlement');
  const plan = await cast.plan();
  const chosen = await entitle.choosePlan(entitlement, project.id, plan.id);
  say(`   ${plan.name}`, chosen.id);
  const permit = await until('the building permit is opened by event', () =>
    entitle.buildingPermit(entitlement, project.id),
  );
  await entitle.submitPermit(entitlement, permit.id, day(4), `60${Date.now() % 100_000}-CN`);
  await entitle.startReview(entitlement, permit.id, day(5));
  await entitle.returnPermit(entitlement, permit.id, day(7));
  const corrections = await entitle.answerAndResubmit(entitlement, permit.id, day(8));
  await entitle.startReview(entitlement, permit.id, day(8));
  await entitle.approvePermit(
    entitlement,
    permit.id,
    { approved: day(9), issued: day(9), expires: addDays(civilDate(day(9)), 730) },
    `P-${Date.now() % 100_000}`,
  );
  say('   Building permit submitted, one correction cycle, approved, issued', permit.id);
  for (const correction of corrections) say(`   Correction answered: ${correction.text}`, correction.id);

  say('4  Loan');
  const loan = await lend.createLoan(
    acquisitions,
    project.id,
    cast.borrower.partyId,
    cast.guarantorId,
    day(9),
  );
  say(`   ${loan.number}: ${formatUsd(BigInt(loan.amountCents) as Cents)} at ${percent(loan.rate)}`, loan.id);
  await lend.approveLoan(acquisitions, servicing, loan.id, day(10));
  await lend.sendDocuments(servicing, loan.id, day(10));
  const papers = await lend.keepPapers(servicing, loan.id, day(11));
  const envelopes = await lend.signAll(admin, server.send, loan.id);
  await until('the last signature moves the loan', async () =>
    (await servicing.get(`/v1/loans/${loan.id}`)).state === 'signed' ? true : undefined,
  );
  for (const { id, recipients } of envelopes)
    say(`   Signed by ${recipients.map((each: Json) => each.name).join(' and ')}`, id);
  say('   Promissory note kept on paper', papers.note);
  say('   Deed of trust notarised and kept on paper', papers.deed);
  await servicing.stepUp();
  await lend.fundLoan(servicing, loan.id, day(12));
  await lend.recordLoan(servicing, loan.id, day(13), Date.now() % 1_000_000, place.market);
  const line = await lend.bankLine(servicing);
  const pledge = await lend.pledgeLoan(servicing, loan.id, line.id, day(13));
  await lend.startServicing(servicing, loan.id, day(13));
  say(`   Funded ${day(12)}, recorded ${day(13)}`);
  say(`   Pledged to ${line.name}`, pledge.id);

  say('5  Draw 1');
  const crew = {
    builder,
    inspector: inspector.hand,
    inspectorId: inspector.contactId,
    servicing,
    second,
    accounting,
  };
  await draw.refreshEvidence(servicing, loan.id, today);
  const asked = await draw.requestDraw(builder, loan.id, [
    { line: 'Site work', percent: 60, payee: cast.payees[0]! },
    { line: 'Foundation and concrete', percent: 40, payee: cast.payees[1]! },
  ]);
  say(`   Requested ${formatUsd(BigInt(asked.requestedCents) as Cents)}`, asked.id);
  const scheduled = await draw.scheduleInspection(crew.servicing, asked.id, crew.inspectorId, today);
  const at = new Date().toISOString();
  await draw.inspect(
    crew.inspector,
    scheduled,
    (each) => (each.name === 'Site work' ? 60 : each.name === 'Foundation and concrete' ? 40 : 0),
    { started: at, submitted: at },
  );
  await until('the report moves the draw', async () =>
    (await servicing.get(`/v1/draws/${asked.id}`)).state === 'inspection_scheduled' ? undefined : true,
  );
  await draw.startReview(servicing, scheduled);
  say('   Inspected, the report accepted', scheduled.inspection.id);
  const waivers = await draw.pairWaivers(builder, servicing, asked.id);
  await draw.linkPayees(servicing, loan.id, cast.payees);
  const approved = await draw.approveDraw(servicing, second, asked.id);
  const twice = approved.history.some((each: Json) => each.action === 'first_approve');
  await accounting.stepUp();
  const file = await draw.payDraw(accounting, asked.id, today);
  say(
    `   ${waivers} waivers paired, approved by ${twice ? 'two' : 'one'}, paid in ${file.number} of ${formatUsd(BigInt(file.controlTotalCents) as Cents)}`,
    file.id,
  );

  say('6  Month end, payment, payoff, release');
  const month = addMonths(startOfMonth(today), -1);
  for (const first of [addMonths(month, -1), month]) {
    if (endOfMonth(first) < day(12)) continue;
    const bill = await service.billInterest(servicing, loan.id, first.slice(0, 7), today);
    const statement = await service.issueStatement(servicing, loan.id, first.slice(0, 7));
    say(`   ${first.slice(0, 7)}: interest ${formatUsd(BigInt(bill.amountCents) as Cents)}`, bill.id);
    say('   Statement issued', statement.id);
  }
  const payment = await service.receivePayment(servicing, loan.id, today);
  if (payment) say(`   Payment ${formatUsd(BigInt(payment.amountCents) as Cents)}`, payment.id);
  const quote = await service.payOff(servicing, loan.id, today);
  say(`   Paid off with ${formatUsd(BigInt(quote.totalCents) as Cents)}`, quote.id);
  await service.releaseLien(servicing, loan.id, today, Date.now() % 100_000, place.market);
  const closed = await until('the project closes', async () => {
    const now = await acquisitions.get(`/v1/projects/${project.id}`);
    return now.stage === 'closed' ? now : undefined;
  });
  say(`   Lien released; project ${closed.number} is ${closed.stage}`);
  await printLedger(accounting, loan);
}

/** The loan's postings, line by line, and the sum of all, which is zero or the run has failed. */
async function printLedger(accounting: { get(path: string): Promise<Json> }, loan: Json): Promise<void> {
  const postings: Json[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Json = await accounting.get(
      `/v1/postings?loanId=${loan.id}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    );
    postings.push(...page.items);
    cursor = page.nextCursor;
  }
  postings.sort((a, b) => a.number - b.number);
  say(`\nLedger of ${loan.number}`);
  const balances = new Map<string, bigint>();
  for (const posting of postings) {
    say(`${String(posting.number).padStart(4)}  ${posting.effectiveDate}  ${posting.memo}`);
    let sum = 0n;
    for (const line of posting.lines) {
      const cents = BigInt(line.amountCents);
      sum += cents;
      balances.set(line.accountName, (balances.get(line.accountName) ?? 0n) + cents);
      say(`                    ${line.accountName.padEnd(40)} ${formatUsd(cents as Cents).padStart(18)}`);
    }
    if (sum !== 0n) throw new Error(`posting ${posting.number} is off by ${sum} cents`);
  }
  say('\nBalances');
  for (const [account, cents] of balances)
    say(`  ${account.padEnd(40)} ${formatUsd(cents as Cents).padStart(18)}`);
  const total = [...balances.values()].reduce((sum, cents) => sum + cents, 0n);
  if (total !== 0n) throw new Error(`the ledger is off by ${total} cents`);
  const principal = balances.get('Loan principal') ?? 0n;
  if (principal !== 0n) throw new Error(`${principal} cents of principal are left after the payoff`);
  say(
    `\nThe ledger balances: ${postings.length} postings sum to ${formatUsd(0n as Cents)}, and no principal is left.`,
  );
}

const SUMMARY = 'Two houses, 4,180 sq ft';
const say = (line: string, id?: string): void => console.log(id ? `${line.padEnd(72)} ${id}` : line);
const percent = (ratio: string | null): string =>
  ratio === null ? '–' : `${(Number(ratio) * 100).toFixed(2)}%`;

/** Asks until there is an answer: events are delivered by the worker, a moment after the act. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

run().catch((error: Error) => {
  console.error(`\n${error.name === 'Error' || error.name === 'Refused' ? error.message : error.stack}`);
  process.exitCode = 1;
});
