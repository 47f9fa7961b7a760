import { type Api, ApiProblem } from '@connect/api-client';
import { client } from './client.ts';

/** The one client of this app. Where somebody else changed the record that is saved, both versions are offered for comparison. */
export const api: Api = { ...client, patch: compared(client.patch), put: compared(client.put) };

function compared<Save extends Api['patch'] | Api['put']>(save: Save): Save {
  const saveOrCompare: Api['patch'] = async (path, send) => {
    try {
      return await (save as Api['patch'])(path, send);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) {
        const { savedMeanwhile } = await import('./changed-meanwhile.ts'); // rarely needed
        await savedMeanwhile(path, send, error.detail);
      }
      throw error;
    }
  };
  return saveOrCompare as Save;
}
