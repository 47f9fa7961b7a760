/** The navigation by stage: one table; each role sees what it may read, and only pages that are there. */
import type { Query } from '@connect/api-client';
import type { Permission, Role } from '@connect/domain/permissions';
import type { Icon } from '@tabler/icons-react';
import {
  IconArrowsExchange,
  IconBolt,
  IconBook2,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarMonth,
  IconCash,
  IconChartHistogram,
  IconClipboardCheck,
  IconDeviceIpad,
  IconFileDescription,
  IconFileDollar,
  IconFileInvoice,
  IconFileSearch,
  IconFiles,
  IconHistory,
  IconHome,
  IconHomeStar,
  IconLayoutKanban,
  IconMapPin,
  IconSend,
  IconSettings,
  IconSignature,
  IconSquareCheck,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react';
import type { User } from '../state/session.ts';

export type NavItem = {
  label: string;
  to: string;
  icon: Icon;
  needs?: Permission;
  /** Only these roles, where the permission is too wide a net: an inspector reads draws but works elsewhere. */
  roles?: readonly Role[];
  /** The number on the right: the total of a list. */
  count?: { path: string; query: Query };
  /** A page of the server that is not part of this app. */
  outside?: boolean;
};
export type NavGroup = { label: string | null; items: readonly NavItem[] };

const ALL_STAFF: readonly Role[] = [
  'admin',
  'acquisitions',
  'design',
  'entitlement',
  'servicing',
  'manager',
  'accounting',
];
const DEAL_MAKERS: readonly Role[] = ['admin', 'acquisitions', 'manager'];
const PLANNERS: readonly Role[] = [...DEAL_MAKERS, 'design', 'entitlement'];
const SERVICERS: readonly Role[] = ['admin', 'servicing', 'manager', 'accounting'];

export const NAV: readonly NavGroup[] = [
  {
    label: null,
    items: [
      { label: 'Home', to: '/', icon: IconHome },
      {
        label: 'Tasks',
        to: '/tasks',
        icon: IconSquareCheck,
        needs: 'read:tasks',
        count: { path: '/v1/tasks', query: { mine: true, state: 'open' } },
      },
    ],
  },
  {
    label: 'Deals',
    items: [
      {
        label: 'Pipeline',
        to: '/pipeline',
        icon: IconLayoutKanban,
        needs: 'read:projects',
        roles: ALL_STAFF,
      },
      {
        label: 'Leads',
        to: '/leads',
        icon: IconBolt,
        needs: 'submit:leads',
        roles: [...DEAL_MAKERS, 'agent'],
        count: { path: '/v1/projects', query: { stage: 'lead' } },
      },
      {
        label: 'Projects',
        to: '/projects',
        icon: IconMapPin,
        needs: 'read:projects',
        roles: [...ALL_STAFF, 'builder'],
      },
      {
        label: 'Consultants',
        to: '/consultant-orders',
        icon: IconFileSearch,
        needs: 'read:consultant-orders',
        roles: DEAL_MAKERS,
      },
      {
        label: 'Orders',
        to: '/consultant-orders',
        icon: IconFileSearch,
        needs: 'read:consultant-orders',
        roles: ['consultant'],
      },
      {
        label: 'Proformas',
        to: '/proformas',
        icon: IconChartHistogram,
        needs: 'read:proformas',
        roles: DEAL_MAKERS,
      },
      {
        label: 'Permits',
        to: '/permits',
        icon: IconBuildingCommunity,
        needs: 'read:permits',
        roles: PLANNERS,
      },
    ],
  },
  {
    label: 'Lending',
    items: [
      { label: 'Loans', to: '/loans', icon: IconFileDollar, needs: 'read:loans' },
      {
        label: 'Signatures',
        to: '/envelopes',
        icon: IconSignature,
        needs: 'read:envelopes',
        roles: [...DEAL_MAKERS, 'servicing'],
      },
      {
        label: 'Draws',
        to: '/draws',
        icon: IconCash,
        needs: 'read:draws',
        roles: [...SERVICERS, 'acquisitions', 'builder'],
      },
      {
        label: 'Lien waivers',
        to: '/waivers',
        icon: IconFileDescription,
        needs: 'read:draws',
        roles: [...SERVICERS, 'builder'],
      },
      {
        label: 'Inspections',
        to: '/inspections',
        icon: IconClipboardCheck,
        needs: 'read:inspections',
        roles: [...SERVICERS, 'inspector'],
      },
      {
        label: 'Inspection app',
        to: '/inspect/',
        icon: IconDeviceIpad,
        needs: 'submit:inspections',
        roles: ['inspector'],
        outside: true,
      },
      {
        label: 'Bank line',
        to: '/bank-line',
        icon: IconBuildingBank,
        needs: 'read:bank-line',
        roles: SERVICERS,
      },
    ],
  },
  {
    label: 'Servicing',
    items: [
      {
        label: 'Payments',
        to: '/payments',
        icon: IconArrowsExchange,
        needs: 'read:payments',
        roles: [...SERVICERS, 'builder'],
      },
      {
        label: 'Month end',
        to: '/month-end',
        icon: IconCalendarMonth,
        needs: 'read:postings',
        roles: SERVICERS,
      },
      { label: 'Books', to: '/books', icon: IconBook2, needs: 'read:postings', roles: SERVICERS },
      {
        label: 'Statements',
        to: '/statements',
        icon: IconFileInvoice,
        needs: 'read:statements',
        roles: [...SERVICERS, 'builder'],
      },
    ],
  },
  {
    label: 'Records',
    items: [
      { label: 'Contacts', to: '/contacts', icon: IconUsers, needs: 'read:contacts', roles: ALL_STAFF },
      { label: 'Plans', to: '/plans', icon: IconHomeStar, needs: 'read:plans', roles: PLANNERS },
      { label: 'Documents', to: '/documents', icon: IconFiles, needs: 'read:documents' },
      { label: 'Outbox', to: '/outbox', icon: IconSend, needs: 'read:outbox' },
      { label: 'Audit', to: '/audit', icon: IconHistory, needs: 'read:audit' },
      { label: 'Users', to: '/users', icon: IconUserCog, needs: 'manage:users' },
      { label: 'Settings', to: '/settings', icon: IconSettings, needs: 'manage:settings' },
    ],
  },
];

/** What this user sees; groups without items fall away. `exists` leaves out what has no page. */
export function navFor(user: User, exists: (path: string) => boolean = () => true): NavGroup[] {
  const visible = (item: NavItem) =>
    (item.outside || exists(item.to)) &&
    (!item.needs || user.permissions.includes(item.needs)) &&
    (!item.roles || item.roles.includes(user.role));
  return NAV.map((group) => ({ ...group, items: group.items.filter(visible) })).filter(
    (group) => group.items.length > 0,
  );
}

/** How a role reads in a sentence. */
export const ROLE_NAMES: Record<Role, string> = {
  admin: 'Administrator',
  acquisitions: 'Acquisitions',
  design: 'Design',
  entitlement: 'Entitlement',
  servicing: 'Servicing',
  manager: 'Manager, reads only',
  inspector: 'Inspector',
  accounting: 'Accounting',
  builder: 'Builder',
  agent: 'Agent',
  consultant: 'Consultant',
};
