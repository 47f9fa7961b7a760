import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Waiver } from './types.ts';

/** A waiver that somebody still owes. */
export type Owed = { waiverId: string; payee: string };

/** Asks for waivers that are missing; who was asked before is reminded. */
export function useRemindPayees() {
  const { submit, busy, problem } = useSubmit(async (ids: string[]) => {
    for (const id of ids) {
      const waiver = await api.get<Waiver>('/v1/lien-waivers/{id}' as string, { path: { id } });
      const action = ['request', 'remind'].find((each) =>
        waiver.moves.some((move) => move.action === each && move.allowed),
      );
      if (action)
        await api.post('/v1/lien-waivers/{id}/transitions' as string, {
          path: { id },
          ifMatch: waiver.version,
          body: { action },
        });
    }
    return true;
  });
  const remind = async (owed: readonly Owed[]) => {
    const done = await submit(owed.map(({ waiverId }) => waiverId));
    await refreshAll();
    const [first, ...others] = new Set(owed.map(({ payee }) => payee));
    if (done)
      toast({
        tone: 'ok',
        title: others.length ? `${others.length + 1} payees are asked` : `${first} is asked`,
      });
  };
  return { remind, busy, problem };
}
