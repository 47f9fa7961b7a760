import type { CivilDate } from '@connect/domain/calendar';
import { cents, floorAtZero, subtractCents, sumCents } from '@connect/domain/money';
import { systemActor } from '../../../platform/actor.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanLedger } from '../../lending/index.ts';
import { outstandingOn, requireTerms } from './books.ts';
import { enter } from './enter.ts';
import { figuresOf, outstanding } from './figures.ts';
import { findEventOf, freeKey, lastEventOn } from './history.repo.ts';
import { sumPrincipals } from './ledger.repo.ts';
import { reserveBudget } from './loans.repo.ts';
import type { NotedLoan } from './note.ts';

/** The program asks on behalf of a module to the left, which has authorised its caller. */
const forProgram = () => authorise(systemActor('ledger'), 'read:loans');

/** The ledger as lending knows it; the composition root hands it over. */
export const servicingLedger: LoanLedger = {
  async postFunding(tx, funding) {
    const { loanId, wireReference } = funding;
    const advancedToReserve = sumCents(
      funding.lines.filter(({ kind }) => kind === 'interest_reserve').map(({ amountCents }) => amountCents),
    );
    await enter(tx, await requireTerms(tx, forProgram(), loanId), {
      event: {
        kind: 'settled',
        key: 'settled',
        date: funding.effectiveDate as CivilDate,
        wireCents: funding.wireCents,
        feeCents: funding.feeCents,
        reserveCents: floorAtZero(subtractCents(await reserveBudget(tx, loanId), advancedToReserve)),
        memo: `Loan funded, wire ${wireReference}`,
      },
      source: { type: 'loan', id: loanId },
      pointers: { date: '/data/effectiveDate' },
    });
  },
  async noteDefault(tx, loanId, what, date) {
    const key = await freeKey(tx, loanId, `${what}:${date}`);
    await enter(tx, await requireTerms(tx, forProgram(), loanId), {
      event: { kind: what, key, date: date as CivilDate },
      source: { type: 'loan', id: loanId },
      pointers: { date: '/data/effectiveDate' },
    });
  },
  async notePledge(tx, { id, loanId, what, date }) {
    const pledge = `pledge:${id}`;
    const at = { date: date as CivilDate };
    // A loan that was paid off before the ledger knew of pledges has none to release.
    if (what === 'pledge_released' && !(await findEventOf(tx, { type: 'pledge', id }))) return;
    await enter(tx, await requireTerms(tx, forProgram(), loanId), {
      event:
        what === 'pledged'
          ? { kind: what, key: pledge, ...at }
          : { kind: what, key: `${pledge}/released`, of: pledge, ...at },
      source: { type: what === 'pledged' ? 'pledge' : 'pledge_release', id },
      pointers: { date: what === 'pledged' ? '/effectiveDate' : '/data/effectiveDate' },
    });
  },
  outstandingCents: async (db, loanId, date) =>
    outstandingOn(db, await requireTerms(db, forProgram(), loanId), date as CivilDate),
  async standing(db, loan, owedOn) {
    if (owedOn === null)
      return {
        principalCents: (await sumPrincipals(db, [loan.id])).get(loan.id) ?? cents(0n),
        outstandingCents: null,
      };
    const figures = await figuresOf(db, loan as NotedLoan, owedOn as CivilDate); // no act is dated later than today
    return { principalCents: figures.balances.principal, outstandingCents: outstanding(figures) };
  },
  lastPostedOn: (db, loanId) => lastEventOn(db, loanId),
  principalsCents: (db, loanIds) => sumPrincipals(db, loanIds),
};
