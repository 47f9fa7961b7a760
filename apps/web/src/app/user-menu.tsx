import { lazy, Suspense, useState } from 'react';
import { UserButton, type UserMenuProps } from './user-button.tsx';

const load = () => import('./user-menu-open.tsx').then((m) => ({ default: m.OpenUserMenu }));
const OpenUserMenu = lazy(load);

/** Who is signed in; behind it theme, security and signing out, which nobody needs for the first paint. */
export function UserMenu(props: UserMenuProps) {
  const [wanted, setWanted] = useState(false);
  const closed = (
    <UserButton {...props} onClick={() => setWanted(true)} onPointerEnter={load} onFocus={load} />
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenUserMenu {...props} />
    </Suspense>
  );
}
