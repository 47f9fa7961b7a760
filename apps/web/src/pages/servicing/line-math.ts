/** What a line would pay if it were decided otherwise, by the server's own rule, for sums that follow the typing. */
import { retained } from '@connect/domain/draw';
import { addCents, type Cents, cents, centsToNumber, subtractCents } from '@connect/domain/money';
import { type Rate, rate } from '@connect/domain/rate';
import type { DrawLine } from './types.ts';

type Line = Pick<DrawLine, 'drawnBeforeCents' | 'grossCents' | 'retainageCents' | 'retainageRate'>;

/** Net cents of a line that pays `grossCents`, retainage to date less retainage before. On the last draw nothing is retained. */
export function netIfPaid(line: Line, grossCents: number, isLast: boolean): number {
  const terms = (isLast ? '0' : rate(line.retainageRate)) as Rate;
  const before = cents(line.drawnBeforeCents);
  const toDate = (gross: Cents) => retained(addCents(before, gross), terms);
  // What was withheld before follows from what is withheld now.
  const heldBefore = subtractCents(toDate(cents(line.grossCents ?? 0)), cents(line.retainageCents ?? 0));
  const gross = cents(grossCents);
  return centsToNumber(subtractCents(gross, subtractCents(toDate(gross), heldBefore)));
}

/** What the inspection supports of what is asked: the proposal while nobody decided. */
export const proposalOf = (
  line: Pick<DrawLine, 'requestedCents' | 'supportedCents' | 'needsInspection'>,
): number => {
  const asked = line.requestedCents ?? 0;
  if (!line.needsInspection || line.supportedCents === null) return asked;
  return Math.min(asked, line.supportedCents);
};

/** Lines of a draw that ask for something; the others fold away. */
export const asks = (line: Pick<DrawLine, 'requestedCents' | 'invoices' | 'grossCents'>): boolean =>
  (line.requestedCents ?? 0) > 0 || (line.grossCents ?? 0) !== 0 || line.invoices.length > 0;

/** A share as whole percent, rounded down as the server does: `"0.899999"` is 89. */
export function wholePercent(share: string | null): number | null {
  if (share === null) return null;
  const negative = share.startsWith('-');
  const [whole = '0', fraction = ''] = share.replace('-', '').split('.');
  const percent = Number(BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2)));
  return negative ? -percent : percent;
}
