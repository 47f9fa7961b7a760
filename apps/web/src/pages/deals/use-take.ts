import { duration } from '@connect/ui/format';
import { api } from '../../state/api.ts';
import { useUser } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { minutesSince } from './signal.tsx';

type Lead = { id: string; version: number; address: string; createdAt: string; answeredAt: string | null };

/** Takes a lead in one's own name, which answers it. When somebody was quicker, the list shows who. */
export function useTake(lead: Lead) {
  const user = useUser();
  const { submit, busy, problem } = useSubmit((id: string) =>
    api.patch('/v1/projects/{id}', { path: { id }, ifMatch: lead.version, body: { ownerId: user.id } }),
  );
  const take = async () => {
    const done = await submit(lead.id);
    await refreshAll();
    if (done === undefined)
      return toast({ tone: 'look', title: `${lead.address} was changed by somebody else` });
    return toast({
      tone: 'ok',
      title: lead.answeredAt
        ? `${lead.address} is yours`
        : `${lead.address} is yours, answered in ${duration(minutesSince(lead.createdAt, new Date()))}`,
    });
  };
  return { take, busy, problem };
}
