/** What the app knows: visits as the office sent them, and what the inspector recorded on this device. Moments are ISO, UTC. */
import type { InspectionState } from '@connect/domain/inspection-states';

/** A budget line to judge. There is no field for what the builder asks: the app must not be able to show it. */
export type Line = {
  id: string;
  name: string;
  /** Whole percent built at the last accepted visit, 0 to 100. */
  lastPercent: number;
};

/** What was set for one line. */
export type Mark = { percent: number | null; note: string };

export type Plan = { documentId: string; title: string; sizeBytes: number };

/** A visit as the server last told it. */
export type Visit = {
  id: string;
  /** For If-Match. */
  version: number;
  state: InspectionState;
  number: number;
  drawNumber: number | null;
  /** Civil date. */
  scheduledFor: string;
  projectId: string;
  address: string;
  /** Degrees; null where the office has not placed the lot. */
  place: { latitude: number; longitude: number } | null;
  /** The lot to draw; not there on a visit that was downloaded by an earlier program. */
  lotOutline?: { parcel: number[][]; footprint: number[][] | null } | null;
  builderName: string | null;
  /** Civil date of the last accepted visit. */
  lastVisitOn: string | null;
  /** Why it was returned or cancelled. */
  reason: string | null;
  lines: Line[];
  /** Percentages that the server holds, by line; another device's, or one's own after sending. */
  theirs: Record<string, Mark>;
  /** What this device put there itself: where the two differ, somebody else has been at it. */
  pushed: Record<string, Mark>;
  plans: Plan[];
  /** Moment of the download. */
  pulledAt: string;
};

/** What the inspector recorded for one visit; a returned visit begins another round. */
export type VisitRecord = {
  visitId: string;
  round: number;
  /** Made once per round: the server takes a round only once. */
  clientKey: string;
  /** Of the first touch. */
  startedAt: string | null;
  lines: Record<string, Mark>;
  note: string;
  signedName: string | null;
  signedAt: string | null;
  /** When the server had all of it. */
  sentAt: string | null;
  /** Put aside after a conflict: kept and shown, no longer sent. */
  asideAt: string | null;
};

export type Photo = {
  id: string;
  visitId: string;
  round: number;
  lineId: string;
  takenAt: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** Once the server has it. */
  documentId: string | null;
};

/** A record with nothing in it. */
export const newRecord = (visitId: string, clientKey: string, round = 1): VisitRecord => ({
  visitId,
  round,
  clientKey,
  startedAt: null,
  lines: {},
  note: '',
  signedName: null,
  signedAt: null,
  sentAt: null,
  asideAt: null,
});
