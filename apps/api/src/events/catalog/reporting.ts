import { audit } from './kind.ts';

export const reportingEvents = {
  'list.exported': audit<{ list: string; filter: object; rows: number }>(
    (p) => `Exported ${p.rows} rows of ${p.list}`,
  ),
} as const;
