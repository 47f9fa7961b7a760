import { UNDECIDED_DRAW_STATES } from '@connect/domain/draw-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { documentOn } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { drawFor } from './draw-view.ts';
import { type LockedDraw, updateDraw } from './draws.repo.ts';
import type { Draw } from './draws.schemas.ts';
import { holdDraw } from './hold-draw.ts';
import { invoicesOf, setInvoiceDocument } from './lines.repo.ts';
import { titleOfInvoice, watchFile } from './papers.ts';

/**
 * Files the document of an invoice after its draw was sent, or another one in its place; what it replaces stays among the draw's
 * documents, and the event names both. The file's clock follows. Throws 404, 409 still_a_draft or papers_settled, 412, 422.
 */
export async function fileInvoice(
  actor: Actor,
  input: { drawId: string; invoiceId: string; version: number; documentId: string },
): Promise<Draw> {
  const scope = authorise(actor, 'request:draws');
  return inTransaction(actor, async (tx) => {
    const { draw } = await holdDraw(tx, actor, scope, input.drawId);
    const invoice = (await invoicesOf(tx, draw.id)).find(({ id }) => id === input.invoiceId);
    if (!invoice) throw notFound();
    expectVersion(draw, input.version);
    assertTakesPapers(draw);
    const { documentId } = input;
    if (!(await documentOn(tx, actor, { type: 'draw', id: draw.id }, documentId)))
      throw invalid('/documentId', 'No such document of this draw.');
    if (invoice.documentId === documentId) return drawFor(actor, tx, draw.id);
    await setInvoiceDocument(tx, invoice.id, documentId);
    await updateDraw(tx, draw.id, {}); // whoever is about to decide has to have seen it
    await publish(
      tx,
      'draw.invoice_filed',
      { type: 'draw', id: draw.id, projectId: draw.project_id },
      {
        number: draw.number!,
        invoice: titleOfInvoice(invoice),
        payee: invoice.payeeName,
        documentId,
        replacedDocumentId: invoice.documentId,
      },
    );
    await watchFile(tx, draw);
    return drawFor(actor, tx, draw.id);
  });
}

function assertTakesPapers(draw: LockedDraw): void {
  if (draw.state === 'draft')
    throw conflict(
      'still_a_draft',
      'This draw is not sent yet: save the document with the invoice of its line.',
    );
  if (!(UNDECIDED_DRAW_STATES as readonly string[]).includes(draw.state))
    throw conflict('papers_settled', `Draw ${draw.number} is ${draw.state}: its invoices stay as they are.`);
}
