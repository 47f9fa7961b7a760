import { auditRoutes } from './audit.routes.ts';
import { dealRoutes } from './deals.routes.ts';
import { overviewRoutes } from './overview.routes.ts';
import { searchRoutes } from './search.routes.ts';
import { unappliedRoutes } from './unapplied.routes.ts';

/** Search, the pipeline, overviews, dashboards and the audit trail. */
export const reportingRoutes = [
  ...searchRoutes,
  ...dealRoutes,
  ...overviewRoutes,
  ...unappliedRoutes,
  ...auditRoutes,
];
