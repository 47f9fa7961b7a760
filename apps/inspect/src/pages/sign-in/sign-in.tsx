import { Brand } from '@connect/ui/brand';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/session.ts';
import { sync } from '../../sync/sync.ts';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

type Samples = { items: { email: string; displayName: string; role: string }[]; password: string };
const INSPECTING = ['inspector', 'servicing', 'admin'];

/** The first sign-in on this device; it needs a network, what comes after does not. */
export function SignInPage() {
  const samples = useQuery({
    queryKey: ['demo-sign-ins'],
    queryFn: () => api.get<Samples>('/auth/demo-sign-ins'),
  });
  const users = samples.data?.items.filter((user) => INSPECTING.includes(user.role)) ?? [];
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <Brand name="Inspect" />
        <h1>Sign in</h1>
        <p className={styles.lead}>Once, with a signal. After that the app opens on site without one.</p>
        <SignInForm
          samples={users.map((user) => ({ ...user, password: samples.data!.password }))}
          onDone={() => void sync({ pull: true })}
        />
      </div>
    </main>
  );
}
