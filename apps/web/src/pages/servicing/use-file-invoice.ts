import { UNDECIDED_DRAW_STATES } from '@connect/domain/draw-states';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { uploadFile } from '../../state/upload.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Draw } from './types.ts';

/** An invoice's file may still come, or be replaced. */
export const takesPapers = ({ state }: { state: string }): boolean =>
  (UNDECIDED_DRAW_STATES as readonly string[]).includes(state);

/** Brings the file of an invoice after its draw was sent: it is kept with the draw, then filed with the invoice. */
export function useFileInvoice(drawId: string) {
  const { submit, busy, problem } = useSubmit(
    async ({ id, title, file }: { id: string; title: string; file: File }) => {
      const document = await uploadFile(file, {
        subjectType: 'draw',
        subjectId: drawId,
        kind: 'invoice',
        title,
      });
      const { version } = await api.get<Draw>('/v1/draws/{id}' as string, { path: { id: drawId } });
      return api.put('/v1/draws/{id}/invoices/{invoiceId}/document' as string, {
        path: { id: drawId, invoiceId: id },
        ifMatch: version,
        body: { documentId: document.id },
      });
    },
  );
  const file = async (invoice: { id: string; title: string }, chosen: File) => {
    const done = await submit({ ...invoice, file: chosen });
    if (done === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'The invoice is in' });
  };
  return { file, busy, problem };
}
