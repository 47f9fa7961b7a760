import { statusOf } from '@connect/ui/status';
import { toast } from '../../state/toasts.ts';
import type { Project } from './types.ts';

/** Says where a deal stands after a move. */
export const sayMoved = (after: Project): void => {
  toast({ tone: 'ok', title: `${after.address}: ${statusOf('project', after.stage).word.toLowerCase()}` });
};
