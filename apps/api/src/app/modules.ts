import { contactRoutes } from '../modules/contacts/index.ts';
import { documentRoutes } from '../modules/documents/index.ts';
import { entitlementRoutes } from '../modules/entitlement/index.ts';
import { feasibilityRoutes } from '../modules/feasibility/index.ts';
import { identityRoutes } from '../modules/identity/index.ts';
import { lendingRoutes } from '../modules/lending/index.ts';
import { projectRoutes } from '../modules/projects/index.ts';
import { reportingRoutes } from '../modules/reporting/index.ts';
import { servicingRoutes } from '../modules/servicing/index.ts';
import { settingsRoutes } from '../modules/settings/index.ts';
import { taskRoutes } from '../modules/tasks/index.ts';
import type { Operation } from '../platform/operation.ts';
import { systemRoutes } from './system-routes.ts';

/** Every operation of the API, in deal order. The server mounts them, OpenAPI describes them, the matrix test tries them. */
export const operations: readonly Operation[] = [
  ...systemRoutes,
  ...identityRoutes,
  ...contactRoutes,
  ...documentRoutes,
  ...taskRoutes,
  ...projectRoutes,
  ...feasibilityRoutes,
  ...entitlementRoutes,
  ...lendingRoutes,
  ...servicingRoutes,
  ...reportingRoutes,
  ...settingsRoutes,
];
