import { z } from 'zod';
import { CentsOut } from '../../platform/schemas.ts';

/** How many projects stand in a stage. */
export const StageCount = z
  .object({ stage: z.string().meta({ examples: ['lead'] }), count: z.int(), askCents: CentsOut })
  .meta({ id: 'StageCount' });
