import { PLACES, type Place } from './places.ts';

/** How far a sample deal has come. Each includes what comes before it. */
export const REACHES = [
  'lead',
  'answered',
  'ordered',
  'reported',
  'decidable',
  'go',
  'submitted',
  'corrections',
  'approved',
  'loan',
  'approved_loan',
  'documents_out',
  'funded',
  'servicing',
  'closed',
] as const;
export type Reach = (typeof REACHES)[number];

export interface Scenario {
  place: Place;
  /** What the seller asks, in cents. */
  askCents: number;
  summary: string;
  reach: Reach;
  /** Ended without a loan. */
  ending?: 'pass' | 'withdrawn';
  /** Days before today on which the lead came in; for leads of today, minutes. */
  daysAgo: number;
  minutesAgo: number;
  builder: 'builder' | 'builder2' | 'builder3';
  agent: 'agent' | 'agent2';
}

/** How many deals of each kind the sample book holds, with how old they are: some sixty over all stages. */
const BOOK: readonly [
  reach: Reach,
  count: number,
  daysAgo: number,
  step: number,
  ending?: 'pass' | 'withdrawn',
][] = [
  ['servicing', 16, 236, 4],
  ['funded', 2, 176, 2],
  ['documents_out', 1, 168, 1],
  ['approved_loan', 1, 164, 1],
  ['loan', 1, 160, 1],
  ['approved', 3, 150, 6],
  ['corrections', 2, 112, 9],
  ['submitted', 2, 92, 8],
  ['go', 3, 50, 6],
  ['decidable', 3, 36, 5],
  ['reported', 3, 27, 4],
  ['ordered', 6, 16, 2],
  ['answered', 3, 2, 1],
  ['lead', 5, 0, 0],
  ['closed', 4, 330, 6],
  ['go', 2, 70, 9, 'withdrawn'],
  ['answered', 3, 60, 12, 'pass'],
];

const SUMMARIES = [
  'Two houses, 4,180 sq ft',
  'Three townhouses, 4,620 sq ft',
  'One house, 2,940 sq ft',
  'House and cottage, 3,560 sq ft',
];

/** The sample book. The same on every machine: nothing in it is drawn by lot. */
export function scenarios(): Scenario[] {
  let index = 0;
  return BOOK.flatMap(([reach, count, daysAgo, step, ending]) =>
    Array.from({ length: count }, (_, n) => {
      const i = index++;
      return {
        place: PLACES[i % PLACES.length]!,
        askCents: 39_500_000 + ((i * 7919) % 57) * 1_000_000,
        summary: SUMMARIES[i % SUMMARIES.length]!,
        reach,
        ...(ending ? { ending } : {}),
        daysAgo: daysAgo - n * step,
        minutesAgo: [6, 13, 26, 48][n % 4]!,
        builder: (['builder', 'builder2', 'builder3'] as const)[i % 3]!,
        agent: i % 4 === 3 ? ('agent2' as const) : ('agent' as const),
      };
    }),
  );
}
