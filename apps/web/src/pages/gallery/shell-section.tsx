import { navFor } from '../../app/nav.ts';
import { Navbar } from '../../app/navbar.tsx';
import { useSession } from '../../state/session.ts';

/** The navbar with every page there is to be, for the signed-in role; wide and as a rail. */
export function ShellSection() {
  const user = useSession((session) => session.user);
  if (!user) return <p>Sign in to see the navigation of your role.</p>;
  const groups = navFor(user);
  return (
    <div style={{ display: 'flex', gap: 40 }}>
      {[false, true].map((rail) => (
        <div key={String(rail)} style={{ width: rail ? 56 : 216, borderRight: '1px solid var(--line)' }}>
          <Navbar
            user={user}
            groups={groups}
            path={rail ? '/draws/1' : '/projects'}
            onSearch={() => undefined}
            rail={rail}
          />
        </div>
      ))}
    </div>
  );
}
