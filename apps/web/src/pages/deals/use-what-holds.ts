import { bookDate, count, date, words } from '@connect/ui/format';
import { useList } from '../../state/use-list.ts';
import type { Waiver } from '../servicing/types.ts';
import { inShort } from './in-short.ts';
import type { Overview } from './types.ts';
import { useDraw } from './use-draw.ts';

/** What keeps the draw under review from its approval. */
export type Held = {
  reason: string;
  /** The waivers that payees still owe, where nothing else holds it: asking for them unblocks the draw. */
  owed: readonly Waiver[];
};

/** The draw itself knows best whether it can be approved; null when it can, or when the next step is another. */
export function useWhatHolds(overview: Overview, next: NonNullable<Overview['next']>): Held | null {
  const id =
    overview.draw?.state === 'review' && next.title.startsWith('approve draw') ? overview.draw.id : null;
  const draw = useDraw(id).data;
  const acts = (draw?.moves ?? []).filter(({ action }) => action === 'approve' || action === 'first_approve');
  const blocked = acts.length > 0 && !acts.some(({ allowed }) => allowed);
  const holds = (draw?.conditions ?? []).filter(
    ({ status, overridden }) => status === 'holds' && !overridden,
  );
  const byWaivers = blocked && holds.length === 1 && holds[0]!.code === 'waivers_paired';
  const waivers = useList<Waiver>('/v1/lien-waivers', {
    filters: { drawId: id ?? undefined },
    limit: 200,
    enabled: byWaivers,
  });
  if (!blocked) return null;
  if (byWaivers && waivers.items.length) return heldByWaivers(waivers.items, holds[0]!.reason);
  const [first, ...rest] = holds;
  if (!first) return { reason: acts.find(({ action }) => action === 'approve')?.reason ?? '', owed: [] };
  const others =
    rest.length === 1 ? ' One more condition holds it.' : ` ${rest.length} more conditions hold it.`;
  return { reason: `${inShort(first.reason)}${rest.length ? others : ''}`, owed: [] };
}

const NAMED = 3;

function heldByWaivers(waivers: readonly Waiver[], reason: string): Held {
  const owed = waivers.filter(({ state }) => state === 'required' || state === 'requested');
  const waiting = waivers.filter(({ state }) => state === 'received').length;
  const [first] = owed;
  if (!first) return { reason: waiting ? toAccept(waiting) : inShort(reason), owed };
  const tail = waiting ? ` ${toAccept(waiting)}` : '';
  if (owed.length === 1) return { reason: `${notSigned(first)}${tail}`, owed };
  const payees = [...new Set(owed.map(({ payeeName }) => payeeName))];
  const named = payees.slice(0, NAMED).join(', ');
  const more = payees.length > NAMED ? ` … and ${payees.length - NAMED} more` : '';
  return { reason: `${count(owed.length, 'lien waiver')} missing: ${named}${more}.${tail}`, owed };
}

const toAccept = (n: number) =>
  n === 1 ? 'One signed waiver waits to be accepted.' : `${n} signed waivers wait to be accepted.`;

/* "Sample Framing Co. has not signed the unconditional progress waiver for draw 4. Asked Nov 20." */
function notSigned({ payeeName, form, forDrawNumber, askedAt }: Waiver): string {
  const draw = forDrawNumber ? ` for draw ${forDrawNumber}` : '';
  const asked = askedAt ? ` Asked ${date(bookDate(askedAt), { year: false })}.` : '';
  return `${payeeName} has not signed the ${words(form).toLowerCase()} waiver${draw}.${asked}`;
}
