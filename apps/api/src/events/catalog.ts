import { isInternal, type Role, reach } from '@connect/domain/permissions';
import { contactsEvents } from './catalog/contacts.ts';
import { documentsEvents } from './catalog/documents.ts';
import { entitlementEvents } from './catalog/entitlement.ts';
import { feasibilityEvents } from './catalog/feasibility.ts';
import { identityEvents } from './catalog/identity.ts';
import type { Kind } from './catalog/kind.ts';
import { lendingEvents } from './catalog/lending.ts';
import { projectsEvents } from './catalog/projects.ts';
import { reportingEvents } from './catalog/reporting.ts';
import { servicingEvents } from './catalog/servicing.ts';
import { settingsEvents } from './catalog/settings.ts';
import { tasksEvents } from './catalog/tasks.ts';

/** Every event of the product with its payload; each module's are in its file of the folder beside this one. */
export const catalog = {
  ...identityEvents,
  ...contactsEvents,
  ...documentsEvents,
  ...tasksEvents,
  ...projectsEvents,
  ...feasibilityEvents,
  ...entitlementEvents,
  ...lendingEvents,
  ...servicingEvents,
  ...reportingEvents,
  ...settingsEvents,
} as const;

type Catalog = typeof catalog;
export type EventName = keyof Catalog;
export const EVENT_NAMES = Object.keys(catalog) as EventName[];
export type PayloadOf<N extends EventName> = Catalog[N] extends Kind<infer P> ? P : never;

/** The sentence that tells a reader what happened. */
export function titleOf(name: string, payload: unknown): string {
  const kind = (catalog as Record<string, Kind<never>>)[name];
  return kind ? kind.title(payload as never) : name;
}

/** Event names that this role may see on a timeline: what is said there may not tell more than the record itself would. */
export const namesFor = (role: Role): EventName[] =>
  EVENT_NAMES.filter((name) => {
    const { audience, permission }: Kind<never> = catalog[name];
    if (permission && !reach(role, permission)) return false;
    return audience === 'parties' || (audience === 'staff' && isInternal(role));
  });
