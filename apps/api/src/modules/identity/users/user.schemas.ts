import { INTERNAL_ROLES, PERMISSIONS, ROLES } from '@connect/domain/permissions';
import { userStates } from '@connect/domain/user-states';
import { z } from 'zod';
import {
  Email,
  Id,
  ListQuery,
  Moment,
  Move,
  PageOf,
  SortIn,
  Text,
  TransitionBody,
  Version,
} from '../../../platform/schemas.ts';

export const RoleName = z.enum(ROLES).meta({ examples: ['acquisitions'] });
const EmailOut = z.string().meta({ examples: ['acquisitions@example.com'] });
const NameOut = z.string().meta({ examples: ['Sample Acquisitions'] });

export const User = z
  .object({
    id: Id,
    email: EmailOut,
    displayName: NameOut,
    role: RoleName,
    status: z.enum(userStates.states as ['invited', 'active', 'disabled']),
    secondFactor: z.boolean().meta({ description: 'An authenticator app is enrolled.' }),
    isDemo: z.boolean(),
    lastSignInAt: Moment.nullable(),
    moves: z.array(Move),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'User' });
export type UserAnswer = z.infer<typeof User>;

export const UserListQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'displayName'], '-createdAt'),
  role: RoleName.optional(),
  status: z.enum(['invited', 'active', 'disabled']).optional(),
  q: Text(100).optional().describe('Part of the name or e-mail address.'),
});
export type UserList = z.infer<typeof UserListQuery>;
export const UserPage = PageOf(User);

export const Invitation = z.strictObject({
  email: Email,
  displayName: Text(100).meta({ examples: ['Sample Inspector'] }),
  role: RoleName,
});

export const UserPatch = z
  .strictObject({ displayName: Text(100).optional(), role: RoleName.optional() })
  .meta({ examples: [{ displayName: 'Sample Manager', role: 'manager' }] });

const ACTIONS = ['invite_again', 'disable', 'enable', 'remove_second_factor'] as const;
export const UserTransition = TransitionBody(ACTIONS);
export type UserTransition = z.infer<typeof UserTransition>;

export const Me = z
  .object({
    id: Id,
    email: EmailOut,
    displayName: NameOut,
    role: RoleName,
    permissions: z.array(z.enum(PERMISSIONS as [string, ...string[]])),
    sessionId: Id,
    secondFactor: z.boolean().meta({ description: 'An authenticator app is enrolled.' }),
    mfaEnrolmentRequired: z
      .boolean()
      .meta({ description: 'Enrol an authenticator app before anything else.' }),
    steppedUpAt: Moment.nullable(),
    isDemo: z.boolean(),
  })
  .meta({ id: 'Me' });

export const Session = z
  .object({
    id: Id,
    current: z.boolean(),
    createdAt: Moment,
    lastUsedAt: Moment,
    expiresAt: Moment,
    ip: z
      .string()
      .nullable()
      .meta({ examples: ['127.0.0.1'] }),
    userAgent: z
      .string()
      .nullable()
      .meta({ examples: ['Mozilla/5.0'] }),
  })
  .meta({ id: 'Session' });
export const SessionPage = PageOf(Session).meta({ id: 'SessionPage' });
export const SessionQuery = ListQuery.extend({ sort: SortIn(['createdAt'], '-createdAt') });

export const DemoSignIns = z
  .object({
    items: z.array(z.object({ email: EmailOut, displayName: NameOut, role: RoleName })),
    password: z.string().meta({ examples: ['sample'] }),
  })
  .meta({ id: 'DemoSignIns' });

export const StaffMember = z
  .object({ id: Id, displayName: NameOut, role: RoleName })
  .meta({ id: 'StaffMember' });
export const StaffPage = PageOf(StaffMember).meta({ id: 'StaffPage' });
export const StaffQuery = ListQuery.extend({
  sort: SortIn(['displayName'], 'displayName'),
  role: z.enum(INTERNAL_ROLES as unknown as [string, ...string[]]).optional(),
  q: Text(200).optional().describe('Part of the name.'),
});
