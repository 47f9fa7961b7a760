import { LOT_UNITS, lotOutline, MOST_CORNERS, type Ring } from '@connect/domain/lot';
import { z } from 'zod';

/* Plane coordinates of a state run to some millions of feet. */
const Measure = z.number().min(-1e8, 'Too far away.').max(1e8, 'Too far away.');
const RingIn = z
  .array(z.array(Measure).length(2, 'A corner is two numbers, east and north.'))
  .max(MOST_CORNERS + 1, `At most ${MOST_CORNERS} corners.`)
  .transform((corners) => corners as unknown as Ring)
  .meta({
    examples: [
      [
        [0, 0],
        [40, 0],
        [40, 120],
        [0, 120],
      ],
    ],
  });

/** As the survey gives it; it is kept in feet, from its own south-west. */
export const LotOutlineIn = z
  .strictObject({
    unit: z.enum(LOT_UNITS).default('feet'),
    parcel: RingIn.describe('Corners in their order around. The first may be repeated at the end.'),
    footprint: RingIn.nullable()
      .optional()
      .describe('What is built, in the same coordinates; it stands within the parcel.'),
  })
  .transform((input, context) => {
    const outline = lotOutline(input);
    if ('parcel' in outline) return outline;
    context.addIssue({ code: 'custom', message: outline.message, path: [outline.of] });
    return z.NEVER;
  });

const RingOut = z.array(z.array(z.number()));
export const LotOutline = z
  .object({
    parcel: RingOut.describe('Corners in feet, east and north of its own south-west.'),
    footprint: RingOut.nullable().describe('What is built, in the same coordinates.'),
  })
  .meta({ id: 'LotOutline' });
