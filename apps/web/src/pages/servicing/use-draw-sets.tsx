import { monthWord } from '@connect/domain/month';
import { bookDate } from '@connect/ui/format';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { type List, useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { asProblem, useSubmit } from '../../state/use-submit.ts';
import type { DrawSet, DrawSetRow } from './types.ts';

/** The monthly sets, newest first. */
export const useDrawSets = (): List<DrawSetRow> => useList<DrawSetRow>('/v1/draw-sets', { limit: 200 });

/** Makes the set of this month, or takes in what was requested since. */
export function MakeSet({
  sets,
  month = bookDate(new Date()).slice(0, 7),
}: {
  sets: List<DrawSetRow>;
  month?: string;
}) {
  const navigate = useNavigate();
  const known = sets.items.find((set) => set.month === month);
  const { submit, busy } = useSubmit((wanted: string) =>
    api.post<DrawSet>('/v1/draw-sets' as string, { body: { month: wanted } }).catch((error: unknown) => {
      toast({ tone: 'hold', title: asProblem(error).detail });
      throw error;
    }),
  );
  const make = async () => {
    const set = await submit(month);
    if (!set) return;
    await refreshAll();
    void navigate({ to: `/draw-sets/${set.id}` });
  };
  return (
    <Button
      leftSection={<IconPlus size={16} stroke={1.75} />}
      loading={busy || sets.loading}
      onClick={() => void make()}
    >
      {known ? `Take new draws into the ${monthWord(month)} set` : `Make the ${monthWord(month)} set`}
    </Button>
  );
}
