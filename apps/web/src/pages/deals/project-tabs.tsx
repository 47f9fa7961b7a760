/** The tabs of a project's page, in deal order. A stage adds its own as a row; its code is loaded when the tab is opened. */
import type { Permission } from '@connect/domain/permissions';
import { type ComponentType, lazy } from 'react';
import type { Overview, Project } from './types.ts';

export type ProjectTabProps = { project: Project };
export type ProjectTab = {
  key: string;
  label: string;
  needs: Permission;
  /** A `lazy()` component. */
  Component: ComponentType<ProjectTabProps>;
  /** The figure beside the label. */
  count?: (counts: Overview['counts']) => number;
  /** Once the deal has a loan; partners, who have no report, always see theirs. */
  withLoan?: boolean;
};

export const PROJECT_TABS: readonly ProjectTab[] = [
  {
    key: 'feasibility',
    label: 'Feasibility',
    needs: 'read:consultant-orders',
    Component: lazy(() =>
      import('../feasibility/feasibility-tab.tsx').then((m) => ({ default: m.ProjectFeasibilityTab })),
    ),
    count: ({ orders }) => orders,
  },
  {
    key: 'permits',
    label: 'Permits',
    needs: 'read:permits',
    Component: lazy(() =>
      import('../entitlement/permits-tab.tsx').then((m) => ({ default: m.ProjectPermitsTab })),
    ),
    count: ({ permits }) => permits,
  },
  {
    key: 'loan',
    label: 'Loan',
    needs: 'read:loans',
    Component: lazy(() =>
      import('../lending/project-loan-tab.tsx').then((m) => ({ default: m.ProjectLoanTab })),
    ),
  },
  {
    key: 'draws',
    label: 'Draws',
    needs: 'read:draws',
    Component: lazy(() =>
      import('../servicing/project-tabs.tsx').then((m) => ({ default: m.ProjectDrawsTab })),
    ),
    count: ({ draws }) => draws,
    withLoan: true,
  },
  {
    key: 'inspections',
    label: 'Inspections',
    needs: 'read:inspections',
    Component: lazy(() =>
      import('../servicing/project-tabs.tsx').then((m) => ({ default: m.ProjectInspectionsTab })),
    ),
    count: ({ inspections }) => inspections,
    withLoan: true,
  },
  {
    key: 'documents',
    label: 'Documents',
    needs: 'read:documents',
    Component: lazy(() =>
      import('../records/project-documents.tsx').then((m) => ({ default: m.ProjectDocumentsTab })),
    ),
    count: ({ documents }) => documents,
  },
  {
    key: 'tasks',
    label: 'Tasks',
    needs: 'read:tasks',
    Component: lazy(() =>
      import('../records/project-tasks.tsx').then((m) => ({ default: m.ProjectTasksTab })),
    ),
    count: ({ openTasks }) => openTasks,
  },
  {
    key: 'messages',
    label: 'Messages',
    needs: 'read:outbox',
    Component: lazy(() =>
      import('../records/project-messages.tsx').then((m) => ({ default: m.ProjectMessagesTab })),
    ),
  },
];
