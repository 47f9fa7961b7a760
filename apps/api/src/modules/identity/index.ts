import type { Operation } from '../../platform/operation.ts';
import { passwordRoutes } from './passwords/password.routes.ts';
import { secondFactorRoutes } from './second-factor.routes.ts';
import { tokenRoutes } from './tokens/token.routes.ts';
import { meRoutes } from './users/me.routes.ts';
import { userRoutes } from './users/users.routes.ts';

/** Sign-in, sessions and users. */
export const identityRoutes: Operation[] = [
  ...tokenRoutes,
  ...meRoutes,
  ...secondFactorRoutes,
  ...passwordRoutes,
  ...userRoutes,
];

export { identityJobs, identitySchedule } from './identity.jobs.ts';
export { issueFirstAdminLink } from './passwords/first-admin.ts';
export { hashPassword } from './passwords/hashing.ts';
export { type LinkMessage, type SendLink, useLinkSender } from './passwords/links.ts';
export { authorise, type Scope } from './scope.ts';
export { DEMO_PASSWORD, useIdentity } from './settings.ts';
export { mintAccessToken } from './tokens/access-token.ts';
export { type Authenticate, makeAuthenticator } from './tokens/authenticate.ts';
export { type CreateUser, createUser } from './users/create-user.ts';
export {
  type Addressee,
  accountOf,
  activeUsers,
  anybody,
  demoUsers,
  displayNames,
  findStaff,
} from './users/lookups.repo.ts';
