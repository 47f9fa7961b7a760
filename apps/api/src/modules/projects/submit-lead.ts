import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { bookDate } from '../../platform/book-time.ts';
import type { Tx } from '../../platform/db.ts';
import { invalid } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { contactOfUser, grantAccess, partiesById } from '../contacts/index.ts';
import { sendMessage } from '../documents/index.ts';
import { authorise } from '../identity/index.ts';
import { insertProject } from './projects.repo.ts';
import type { NewLead, Project } from './projects.schemas.ts';
import { presentProject } from './projects.service.ts';

/**
 * Takes in a lead: a project in stage lead, seen by its agent from the first moment, acknowledged by e-mail.
 * Throws 422 when the named agent does not exist, or for a date in the future; only staff enters a lead of days ago.
 */
export async function submitLead(actor: Actor, lead: z.output<typeof NewLead>): Promise<Project> {
  const scope = authorise(actor, 'submit:leads');
  return inTransaction(actor, async (tx) => {
    const agentId = await agentOf(tx, actor, scope.reach, lead.agentId);
    const source =
      agentId && scope.reach === 'own' ? 'agent' : (lead.source ?? (agentId ? 'agent' : 'phone'));
    const {
      agentId: _,
      source: __,
      effectiveDate,
      note,
      parcelNumber,
      lotSquareFeet,
      askCents,
      ...facts
    } = lead;
    const date = leadDate(tx, scope.reach, effectiveDate);
    const agent = agentId ? (await partiesById(tx, [agentId])).get(agentId) : undefined;
    const id = randomUUID();
    // None of these waits for another, so they travel together.
    const [{ project, stages }] = await Promise.all([
      insertProject(
        tx,
        {
          ...facts,
          id,
          parcel_number: parcelNumber ?? null,
          lot_square_feet: lotSquareFeet ?? null,
          ask_cents: askCents ?? null,
          lead_note: note || null,
          source,
          agent_id: agentId,
        },
        date,
      ),
      publish(
        tx,
        'lead.submitted',
        { type: 'project', id, projectId: id, effectiveDate: date },
        { address: lead.address, source: agent?.name ?? source.replaceAll('_', ' ') },
      ),
      agentId && grantAccess(tx, 'project', id, agentId, 'agent'),
    ]);
    if (agent?.email)
      await acknowledge(tx, id, lead, { partyId: agentId!, name: agent.name, address: agent.email });
    return presentProject(actor, tx, project, stages);
  });
}

/** An agent's lead is the agent's own, whatever the body says; staff may name one. */
async function agentOf(
  tx: Tx,
  actor: Actor,
  reach: string,
  named: string | undefined,
): Promise<string | null> {
  if (reach === 'own') {
    const own = await contactOfUser(tx, actor.userId!);
    if (!own) throw invalid('', 'Your sign-in has no contact record yet. Ask us to add it.');
    return own;
  }
  if (!named) return null;
  if (!(await partiesById(tx, [named])).has(named)) throw invalid('/agentId', 'No such contact or entity.');
  return named;
}

/** Every act on the project is dated on this day or later. */
function leadDate(tx: Tx, reach: string, wanted: string | undefined): string {
  const today = bookDate(tx.now);
  if (!wanted || wanted === today) return today;
  if (wanted > today) throw invalid('/effectiveDate', 'Not in the future.');
  if (reach === 'own') throw invalid('/effectiveDate', 'Your lead counts from the day you submit it.');
  return wanted;
}

function acknowledge(
  tx: Tx,
  id: string,
  lead: { address: string; city: string },
  to: { partyId: string; name: string; address: string },
): Promise<unknown> {
  return sendMessage(tx, {
    channel: 'email',
    to,
    subject: `We have your lead: ${lead.address}`,
    text: `Hello ${to.name},\n\nwe have your lead for ${lead.address}, ${lead.city}. Somebody from acquisitions answers within 20 minutes, seven days a week. You can follow it after signing in.\n\nConnect`,
    about: { type: 'project', id, projectId: id },
  });
}
