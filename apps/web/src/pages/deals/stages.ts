/** The stage rail of a deal: when each stage was entered, and how many days it took. */
import { bookDate, count, date } from '@connect/ui/format';
import type { Stage } from '@connect/ui/stage-rail';
import type { Project } from './types.ts';

const RAIL = [
  ['lead', 'Lead'],
  ['feasibility', 'Feasibility'],
  ['go', 'Go'],
  ['funded', 'Funded'],
  ['servicing', 'Servicing'],
  ['closed', 'Closed'],
] as const;

const OVER: readonly string[] = ['pass', 'withdrawn'];
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Days from one civil date to another. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

export function stageRail(project: Pick<Project, 'stage' | 'stages' | 'expectedClose'>, now: Date): Stage[] {
  const today = bookDate(now);
  const over = OVER.includes(project.stage);
  // A deal that went back keeps the last time it entered a stage.
  const entered = new Map(project.stages.map((change) => [change.stage as string, change.effectiveDate]));
  const last = project.stages.at(-1);
  const standing = over ? (last?.from ?? 'lead') : project.stage;
  const current = RAIL.findIndex(([key]) => key === standing);
  return RAIL.map(([key, label], at): Stage => {
    const from = entered.get(key);
    if (at > current || !from) return { key, label, at: 'next', note: expected(key, project, at > current) };
    if (at === current && !over && key !== 'closed')
      return { key, label, at: 'current', note: `Since ${short(from, today)} · ${days(from, today)}` };
    const until = RAIL.slice(at + 1)
      .map(([next]) => entered.get(next))
      .find((day) => day && day >= from);
    const end = until ?? (over ? last?.effectiveDate : undefined);
    return {
      key,
      label,
      at: 'done',
      note: end ? `${short(from, today)} · ${days(from, end)}` : short(from, today),
    };
  });
}

const days = (from: string, to: string) => count(Math.max(0, daysBetween(from, to)), 'day');
const short = (day: string, today: string) => date(day, { year: day.slice(0, 4) !== today.slice(0, 4) });

function expected(key: string, project: Pick<Project, 'expectedClose'>, ahead: boolean): string | undefined {
  if (key !== 'closed' || !ahead || !project.expectedClose) return undefined;
  const [month, , year] = date(project.expectedClose).replace(',', '').split(' ');
  return `Expected ${month} ${year}`;
}
