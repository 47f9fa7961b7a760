import type { Cents } from '@connect/domain/money';
import { formatUsd } from '@connect/domain/money';

/**
 * Every event of the product with its payload, on one page. `title` is the line of the deal's timeline and of the
 * audit trail; `audience` says who may read it there: the parties of the deal too, staff only, or the audit trail alone.
 */
interface Kind<P> {
  audience: 'parties' | 'staff' | 'audit';
  title(payload: P): string;
}
const parties = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'parties', title });
const staff = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'staff', title });
const audit = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'audit', title });

interface Changed {
  before: object;
  after: object;
}
const usd = (amount: number | Cents): string => formatUsd(BigInt(amount) as Cents);

export const catalog = {
  // identity
  'access.refused': audit<{ operation: string; code: string }>((p) => `Refused: ${p.operation}`),
  // contacts
  'contact.created': audit<{ name: string }>((p) => `Contact ${p.name} added`),
  'contact.changed': audit<Changed>(() => 'Contact changed'),
  'entity.created': audit<{ name: string }>((p) => `Entity ${p.name} added`),
  'entity.changed': audit<Changed>(() => 'Entity changed'),
  'sensitive.revealed': audit<{ field: string }>((p) => `Revealed ${p.field}`),
  // projects
  'lead.submitted': parties<{ address: string; source: string }>((p) => `Lead from ${p.source}`),
  'lead.taken': staff<{ minutes: number }>((p) => `Lead answered in ${p.minutes} min`),
  'project.go': staff<{ number: string }>((p) => `GO: ${p.number}`),
  'project.changed': staff<Changed>((p) => `Changed ${Object.keys(p.after).join(', ')}`),
  'project.moved': staff<{ from: string; to: string; action: string; reason?: string }>((p) =>
    p.reason ? `${p.to}: “${p.reason}”` : `Moved to ${p.to}`,
  ),
  'project.noted': staff<{ text: string }>((p) => p.text),
} as const;

type Catalog = typeof catalog;
export type EventName = keyof Catalog;
export type PayloadOf<N extends EventName> = Catalog[N] extends Kind<infer P> ? P : never;

/** The sentence that tells a reader what happened. */
export function titleOf(name: string, payload: unknown): string {
  const kind = (catalog as Record<string, Kind<never>>)[name];
  return kind ? kind.title(payload as never) : name;
}

/** Event names that these readers may see on a timeline. */
export const namesFor = (audience: 'parties' | 'staff'): EventName[] =>
  (Object.keys(catalog) as EventName[]).filter((name) => {
    const seen = catalog[name].audience;
    return seen === 'parties' || (audience === 'staff' && seen === 'staff');
  });
export { usd };
