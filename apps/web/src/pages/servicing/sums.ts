/** Sums of amounts as the API writes them, added as whole cents. */
import { cents, centsToNumber, sumCents } from '@connect/domain/money';

export { count, money } from '@connect/ui/format';

export const sumNumbers = (amounts: readonly number[]): number =>
  centsToNumber(sumCents(amounts.map((amount) => cents(amount))));
