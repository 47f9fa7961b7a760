/** The panels of the home page, in order; each role gets those it may see. A stage adds its own as a row. */
import type { Permission, Role } from '@connect/domain/permissions';
import { type ComponentType, lazy } from 'react';

export type HomePanel = {
  key: string;
  /** A `lazy()` component: the home page of one role does not load another's charts. */
  Component: ComponentType;
  needs?: Permission;
  roles?: readonly Role[];
  /** The whole width: a strip of key figures. */
  wide?: boolean;
  /** In the narrow column on the right. */
  beside?: boolean;
};

type Lists = typeof import('./lists.tsx');
const list = <N extends keyof Lists>(name: N) =>
  lazy(() => import('./lists.tsx').then((m) => ({ default: m[name] })));

const SERVICERS: readonly Role[] = ['servicing', 'manager', 'admin', 'accounting'];

export const PANELS: readonly HomePanel[] = [
  {
    key: 'figures',
    Component: lazy(() => import('./figures.tsx').then((m) => ({ default: m.FiguresStrip }))),
    needs: 'read:reports',
    wide: true,
  },
  {
    key: 'agent-leads',
    Component: lazy(() => import('../partners-agent/agent-home.tsx').then((m) => ({ default: m.AgentHome }))),
    roles: ['agent'],
    wide: true,
  },
  {
    key: 'answer',
    Component: lazy(() => import('./answer-now.tsx').then((m) => ({ default: m.AnswerNow }))),
    needs: 'read:reports',
    roles: ['acquisitions', 'admin'],
  },
  {
    key: 'stages',
    Component: lazy(() => import('./stages-chart.tsx').then((m) => ({ default: m.StagesChart }))),
    needs: 'read:reports',
    roles: ['manager', 'design'],
  },
  {
    key: 'corrections',
    Component: list('CorrectionsDue'),
    needs: 'read:permits',
    roles: ['entitlement', 'design'],
  },
  {
    key: 'ages',
    Component: lazy(() => import('./draws-by-age.tsx').then((m) => ({ default: m.DrawsByAge }))),
    needs: 'read:postings',
    roles: SERVICERS,
  },
  {
    key: 'decide',
    Component: list('DecidePanel'),
    needs: 'read:reports',
    roles: ['acquisitions', 'manager'],
  },
  {
    key: 'city',
    Component: list('WithTheCity'),
    needs: 'read:permits',
    roles: ['entitlement', 'design'],
    beside: true,
  },
  {
    key: 'late-reports',
    Component: list('LateReports'),
    roles: ['acquisitions', 'entitlement'],
    beside: true,
  },
  {
    key: 'month-end',
    Component: lazy(() => import('./month-end.tsx').then((m) => ({ default: m.MonthEndPanel }))),
    needs: 'read:postings',
    roles: SERVICERS,
    beside: true,
  },
  {
    key: 'late-payments',
    Component: lazy(() => import('./late-payments.tsx').then((m) => ({ default: m.LatePayments }))),
    needs: 'read:postings',
    roles: SERVICERS,
    beside: true,
  },
  { key: 'visits', Component: list('MyVisits'), needs: 'read:inspections', roles: ['inspector'] },
  { key: 'orders', Component: list('MyOrders'), needs: 'read:consultant-orders', roles: ['consultant'] },
  {
    key: 'builder',
    Component: lazy(() =>
      import('../partners-builder/builder-home.tsx').then((m) => ({ default: m.BuilderHome })),
    ),
    roles: ['builder'],
    wide: true,
  },
  { key: 'tasks', Component: list('MyTasks'), needs: 'read:tasks', beside: true },
];
