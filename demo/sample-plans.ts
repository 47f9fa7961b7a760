import type { Calendar, World } from './world.ts';

/** A dozen or so plan sets for choosing from; the real library comes as an import. Answers their ids. */
export async function loadPlans(world: World, calendar: Calendar): Promise<string[]> {
  const design = world.hand('design', calendar);
  const ids: string[] = [];
  for (let n = 0; n < 16; n++) {
    const stories = n % 3 === 0 ? 2 : 3;
    const heatedSquareFeet = 1480 + n * 120;
    const { id } = await design.post('/v1/plans', {
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
    });
    ids.push(id);
  }
  return ids;
}
