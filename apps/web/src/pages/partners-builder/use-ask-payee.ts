import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { asProblem, useSubmit } from '../../state/use-submit.ts';
import type { Waiver } from '../servicing/types.ts';

/** Writes to payees whose waiver is missing; who was asked before is reminded. */
export function useAskPayee() {
  const { submit, busy } = useSubmit(async (ids: string[]) => {
    let asked = 0;
    for (const id of ids) {
      const waiver = await api.get<Waiver>('/v1/lien-waivers/{id}' as string, { path: { id } });
      const action = ['request', 'remind'].find((each) =>
        waiver.moves.some((move) => move.action === each && move.allowed),
      );
      if (!action) continue;
      await api.post('/v1/lien-waivers/{id}/transitions' as string, {
        path: { id },
        ifMatch: waiver.version,
        body: { action },
      });
      asked += 1;
    }
    return asked;
  });
  const ask = async (ids: string[]) => {
    const asked = await submit(ids).catch((error: unknown) => {
      toast({ tone: 'hold', title: asProblem(error).detail });
      return undefined;
    });
    await refreshAll();
    if (asked) toast({ tone: 'ok', title: asked === 1 ? 'The payee is asked' : `${asked} payees are asked` });
    else
      toast({ tone: 'look', title: 'Nobody could be asked', children: 'Upload the signed form yourself.' });
  };
  return { ask, busy };
}
