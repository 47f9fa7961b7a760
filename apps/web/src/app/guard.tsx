import type { Permission } from '@connect/domain/permissions';
import type { ReactNode } from 'react';
import { ForbiddenPage } from '../pages/system/forbidden.tsx';
import { useCan } from '../state/session.ts';

/** Shows the page to those who hold one of the permissions. What the server answers is still the server's decision. */
export function Guard({
  needs,
  children,
}: {
  needs?: Permission | readonly Permission[];
  children: ReactNode;
}) {
  const can = useCan();
  const wanted = needs === undefined ? [] : Array.isArray(needs) ? needs : [needs as Permission];
  return wanted.length === 0 || wanted.some(can) ? children : <ForbiddenPage />;
}
