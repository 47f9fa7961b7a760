import type { CivilDate } from '@connect/domain/calendar';
import { loanFunded, reserveSet } from '@connect/domain/loan-postings';
import { cents, subtractCents, sumCents } from '@connect/domain/money';
import { systemActor } from '../../../platform/actor.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanLedger } from '../../lending/index.ts';
import { outstandingOn, requireTerms } from './books.ts';
import { figuresOf, outstanding } from './figures.ts';
import { lastPostedOn, sumPrincipals } from './ledger.repo.ts';
import { type LoanTerms, reserveBudget } from './loans.repo.ts';
import { post } from './post.ts';

/** The program asks on behalf of a module to the left, which has authorised its caller. */
const forProgram = () => authorise(systemActor('ledger'), 'read:loans');

/** The ledger as lending knows it; the composition root hands it over. */
export const servicingLedger: LoanLedger = {
  async postFunding(tx, funding) {
    const { loanId, wireReference } = funding;
    const effectiveDate = funding.effectiveDate as CivilDate;
    const options = { loanId, source: { type: 'loan', id: loanId }, pointer: '/data/effectiveDate' };
    const postings = loanFunded({
      wireDate: effectiveDate,
      settlementDate: effectiveDate,
      wiredCents: funding.wireCents,
      withheldFeesCents: funding.feeCents,
      memo: `Loan funded, wire ${wireReference}`,
    });
    for (const each of postings) await post(tx, each, options);
    const advancedToReserve = sumCents(
      funding.lines.filter(({ kind }) => kind === 'interest_reserve').map(({ amountCents }) => amountCents),
    );
    const reserve = subtractCents(await reserveBudget(tx, loanId), advancedToReserve);
    if (reserve > 0n) await post(tx, reserveSet({ effectiveDate, changeCents: reserve }), options);
  },
  outstandingCents: async (db, loanId, date) =>
    outstandingOn(db, await requireTerms(db, forProgram(), loanId), date as CivilDate),
  async standing(db, { id, rate, dayCount }, owedOn) {
    if (owedOn === null)
      return {
        principalCents: (await sumPrincipals(db, [id])).get(id) ?? cents(0n),
        outstandingCents: null,
      };
    const loan = { id, rate, dayCount } as Pick<LoanTerms, 'id' | 'rate' | 'dayCount'>;
    const figures = await figuresOf(db, loan, owedOn as CivilDate); // no act is dated later than today
    return { principalCents: figures.balances.principal, outstandingCents: outstanding(figures) };
  },
  lastPostedOn: (db, loanId) => lastPostedOn(db, loanId),
  principalsCents: (db, loanIds) => sumPrincipals(db, loanIds),
};
