/** The tabs of a project's page, in deal order. A stage adds its own as a row; its code is loaded when the tab is opened. */
import type { Permission } from '@connect/domain/permissions';
import type { ComponentType } from 'react';
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
};

export const PROJECT_TABS: readonly ProjectTab[] = [];
