import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Reader } from '../../../platform/db.ts';
import { fromJson } from '../../../platform/json-rows.ts';
import { statement } from '../../../platform/statement.ts';
import { type FoundLoanDocument, loanDocumentsOf } from './papers.repo.ts';
import * as parts from './parts.repo.ts';

type Insurance = Awaited<ReturnType<typeof parts.listInsurance>>[number];
type Move = Awaited<ReturnType<typeof parts.listMoves>>[number];
type Funding = NonNullable<Awaited<ReturnType<typeof parts.findFunding>>>;
type Recording = Awaited<ReturnType<typeof parts.listRecordings>>[number];

/** All that hangs on a loan, in one question: seven of them took the database, and us, longer than their answers are worth. */
export async function partsOfLoan(db: Reader, loanId: string) {
  const [found] = await together(db, { loanId });
  return {
    parties: fromJson<parts.FoundParty>(found!.parties),
    lines: fromJson<parts.FoundLine>(found!.lines),
    documents: fromJson<FoundLoanDocument>(found!.documents),
    insurance: fromJson<Insurance>(found!.insurance),
    history: fromJson<Move>(found!.history),
    funding: fromJson<Funding>(found!.funding).at(0) ?? null,
    recordings: fromJson<Recording>(found!.recordings),
  };
}

const together = statement((db, { loanId }: { loanId: string }) =>
  db.selectNoFrom([
    jsonArrayFrom(parts.partiesOf(db, loanId)).as('parties'),
    jsonArrayFrom(parts.linesOf(db, loanId)).as('lines'),
    jsonArrayFrom(loanDocumentsOf(db, loanId)).as('documents'),
    jsonArrayFrom(parts.insuranceOf(db, loanId)).as('insurance'),
    jsonArrayFrom(parts.movesOf(db, loanId)).as('history'),
    jsonArrayFrom(parts.fundingOf(db, loanId)).as('funding'),
    jsonArrayFrom(parts.recordingsOf(db, loanId)).as('recordings'),
  ]),
);
