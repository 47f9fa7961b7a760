import type { Cents } from '@connect/domain/money';
import { formatUsd } from '@connect/domain/money';
import type { Permission } from '@connect/domain/permissions';

/**
 * What an event says: `title` is the line of the deal's timeline and of the audit trail; `audience` says who may read
 * it there: the parties of the deal too, staff only, or the audit trail alone.
 */
export interface Kind<P> {
  audience: 'parties' | 'staff' | 'audit';
  /** Only for roles that hold it at any reach: an agent sees the lead, not the builder's permits. */
  permission?: Permission;
  title(payload: P): string;
}
export const parties = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'parties', title });
export const partiesWith = <P>(permission: Permission, title: (payload: P) => string): Kind<P> => ({
  audience: 'parties',
  permission,
  title,
});
export const staff = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'staff', title });
export const staffWith = <P>(permission: Permission, title: (payload: P) => string): Kind<P> => ({
  audience: 'staff',
  permission,
  title,
});
export const audit = <P>(title: (payload: P) => string): Kind<P> => ({ audience: 'audit', title });

/** What a change made of a record. */
export interface Changed {
  before: object;
  after: object;
}
/** The same of one line of a record. */
export interface ChangedLine extends Changed {
  budgetLineId: string;
}
export const usd = (amount: number | Cents): string => formatUsd(BigInt(amount) as Cents);

export const spoken = (word: string): string => word.replaceAll('_', ' ');
/** The changed fields as people say them: `builder_id` is "builder", `ask_cents` is "ask". */
export const fields = (after: object): string =>
  Object.keys(after)
    .map((name) => spoken(name.replace(/_(id|cents)$/, '')))
    .join(', ');
