import type { Json } from './client.ts';
import type { Calendar, World } from './world.ts';

/** A few dozen plan sets for choosing from; the real library comes as an import. */
export async function loadPlans(world: World, calendar: Calendar): Promise<Json[]> {
  const design = world.hand('design', calendar);
  const plans: Json[] = [];
  for (let n = 0; n < 24; n++) {
    const stories = n % 3 === 0 ? 2 : 3;
    const heatedSquareFeet = 1480 + n * 90;
    plans.push(
      await design.post('/v1/plans', {
        number: `S-${heatedSquareFeet}-${'ABC'[n % 3]}`,
        name: `Sample plan ${heatedSquareFeet} ${'ABC'[n % 3]}`,
        stories,
        bedrooms: 3 + (n % 3),
        bathrooms: 2 + (n % 4) * 0.5,
        heatedSquareFeet,
        widthFeet: 18 + (n % 6) * 3,
        depthFeet: 34 + (n % 5) * 3,
        architect: 'Sample Architects',
        hardCostCents: heatedSquareFeet * 24_500,
      }),
    );
  }
  return plans;
}
