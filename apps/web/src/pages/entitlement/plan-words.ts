import { count } from '@connect/ui/format';
import type { Plan } from './types.ts';

/** Feet as they are typed: `24.5`; no trailing zeros. */
export const feet = (n: number): string => `${n.toLocaleString('en-US', { maximumFractionDigits: 2 })} ft`;
export const squareFeet = (n: number): string => `${n.toLocaleString('en-US')} sq ft`;

/** A plan in one line: "2,090 sq ft, 3 stories, 4 bedrooms, 2.5 baths, 24.5 by 38 ft". */
export const planLine = (plan: Plan): string =>
  [
    squareFeet(plan.heatedSquareFeet),
    count(plan.stories, 'story', 'stories'),
    count(plan.bedrooms, 'bedroom'),
    count(plan.bathrooms, 'bath'),
    `${plan.widthFeet} by ${feet(plan.depthFeet)}`,
  ].join(', ');
