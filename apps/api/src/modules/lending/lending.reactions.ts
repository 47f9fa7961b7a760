import type { Subscriber } from '../../events/deliver.ts';
import { followBuilder } from './loans/for-servicing.ts';
import { followEnvelope } from './loans/move-loan.ts';
import { loanOfEnvelope } from './loans/papers.repo.ts';

/** Everybody signed: with the paper documents in, too, the loan is signed. */
export const whenEnvelopeCompleted: Subscriber<'envelope.completed'> = async (tx, event) => {
  const loanId = await loanOfEnvelope(tx, event.subject.id);
  if (loanId) await followEnvelope(tx, loanId);
};

/** Another builder took over the project: the loans' views follow. */
export const whenProjectChanged: Subscriber<'project.changed'> = async (tx, event) => {
  const { before, after } = event.payload as {
    before: { builder_id?: string | null };
    after: { builder_id?: string | null };
  };
  if (after.builder_id === undefined) return;
  await followBuilder(tx, event.subject.id, before.builder_id ?? null, after.builder_id);
};
