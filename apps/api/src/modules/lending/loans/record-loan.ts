import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { followProject } from '../../projects/index.ts';
import { releasePledgeOf } from '../bank-lines/pledge-loan.ts';
import { assertDocuments, subjectOf } from './change-loan.ts';
import { countUnreleased, type LockedLoan } from './loans.repo.ts';
import { insertRecording } from './parts.repo.ts';
import type { RecordData, ReleaseData } from './transition.schemas.ts';

/** Notes what county and title company confirmed of the deed of trust: from now on the loan takes draws. Throws 422. */
export async function recordDeed(tx: Tx, loan: LockedLoan, date: string, data: RecordData): Promise<void> {
  if (Date.parse(data.recordedAt) > tx.now.getTime()) throw invalid('/data/recordedAt', 'Not in the future.');
  await assertDocuments(tx, loan.id, { '/data/documentId': data.documentId });
  await insertRecording(tx, {
    loan_id: loan.id,
    kind: 'deed_of_trust',
    county: data.county,
    recording_number: data.recordingNumber,
    recorded_on: date,
    recorded_at: data.recordedAt,
    title_insurer: data.titleInsurer ?? null,
    title_policy_number: data.titlePolicyNumber,
    document_id: data.documentId ?? null,
  });
  await publish(tx, 'loan.recorded', subjectOf(loan, date), {
    number: loan.number,
    county: data.county,
    recordingNumber: data.recordingNumber,
  });
}

/** Notes the recorded reconveyance: the pledge ends, and with the last lien the project closes. Throws 422. */
export async function releaseLien(tx: Tx, loan: LockedLoan, date: string, data: ReleaseData): Promise<void> {
  await assertDocuments(tx, loan.id, { '/data/documentId': data.documentId });
  await insertRecording(tx, {
    loan_id: loan.id,
    kind: 'reconveyance',
    county: data.county,
    recording_number: data.recordingNumber,
    recorded_on: date,
    recorded_at: null,
    title_insurer: null,
    title_policy_number: null,
    document_id: data.documentId ?? null,
  });
  await releasePledgeOf(tx, loan, date, 'The lien is released.');
  await publish(tx, 'loan.released', subjectOf(loan, date), {
    number: loan.number,
    county: data.county,
    recordingNumber: data.recordingNumber,
  });
  if ((await countUnreleased(tx, loan.project_id)) === 0)
    await followProject(tx, loan.project_id, 'close', date);
}
