import { addMonths, civilDate } from '@connect/domain/calendar';
import { bookDate } from '../apps/api/src/platform/book-time.ts';
import { Calendar, type World } from './world.ts';

/** How many of the oldest months are closed: the later ones show what a month waits for. */
const CLOSED = 2;
const HOUR_MS = 3_600_000;

/** What the house itself has done by today: the month's draw set, interest accrued to this morning, the last month end, old months closed. */
export async function keepBooks(world: World, now: Date): Promise<void> {
  const calendar = new Calendar(new Date(now.getTime() - HOUR_MS));
  const [servicing, accounting, admin] = [
    world.hand('servicing', calendar),
    world.hand('accounting', calendar),
    world.hand('admin', calendar),
  ];
  const month = bookDate(now).slice(0, 7);
  await servicing.post('/v1/draw-sets', { month });
  await servicing.post('/v1/accrual-runs');
  await servicing.post('/v1/month-ends', { period: addMonths(civilDate(`${month}-01`), -1).slice(0, 7) });
  await world.settle();
  const accounts = (await accounting.get('/v1/accounts')).items;
  for (const [index, { key, memo, version }] of accounts.entries())
    if (!memo)
      await accounting.patch(`/v1/accounts/${key}`, { externalCode: String(1000 + 10 * index) }, version);
  const months = (await accounting.get('/v1/accounting-periods')).items.reverse().slice(0, CLOSED);
  for (const { period } of months) {
    const path = `/v1/accounting-periods/${period}`;
    await servicing.post('/v1/month-ends', { period });
    await accounting.post(`${path}/reconciliations`);
    await world.settle();
    await accounting.move(path, 'request_close');
    await admin.move(path, 'close');
  }
}
