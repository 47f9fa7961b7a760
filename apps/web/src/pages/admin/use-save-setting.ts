import { type AnswerOf, ApiProblem } from '@connect/api-client';
import { api } from '../../state/api.ts';
import { showConflict } from '../../state/conflict.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';

export type Settings = AnswerOf<'/v1/settings'>;
export type SettingName = 'lender' | 'draws' | 'payments' | 'achOrigin';

/**
 * Saves one setting. All of them share a version: where another one was saved meanwhile this one still is; where this one was,
 * both versions are shown and nothing typed is lost.
 */
export function useSaveSetting(seen: Settings, name: SettingName, title: string) {
  const { submit, busy, problem } = useSubmit(async (value: object) => {
    const send = (ifMatch: number) => api.patch('/v1/settings', { ifMatch, body: { [name]: value } });
    try {
      return await send(seen.version);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
      const now = await api.get('/v1/settings');
      if (JSON.stringify(now[name]) === JSON.stringify(seen[name])) return send(now.version);
      await refreshAll();
      showConflict({ mine: seen[name] ?? {}, now: now[name] ?? {} });
      throw error;
    }
  });
  const save = async (value: object): Promise<boolean> => {
    if (!(await submit(value))) return false;
    await refreshAll();
    toast({ tone: 'ok', title: `${title} saved` });
    return true;
  };
  return { save, busy, problem };
}
