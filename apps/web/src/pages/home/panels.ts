/** The panels of the home page, in order; each role gets those it may see. A stage adds its own as a row. */
import type { Permission, Role } from '@connect/domain/permissions';
import type { ComponentType } from 'react';

export type HomePanel = {
  key: string;
  /** A `lazy()` component: the home page of one role does not load another's charts. */
  Component: ComponentType;
  needs?: Permission;
  roles?: readonly Role[];
  /** The whole width: a strip of key figures. */
  wide?: boolean;
};

export const PANELS: readonly HomePanel[] = [];
