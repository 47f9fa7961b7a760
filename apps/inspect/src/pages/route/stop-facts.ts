import type { Visit, VisitRecord } from '../../visits/model.ts';
import type { Standing } from '../../visits/standing.ts';

/** A visit with what is recorded of it and how it stands, as the route shows it. */
export type StopFacts = { visit: Visit; record: VisitRecord | undefined; standing: Standing };
