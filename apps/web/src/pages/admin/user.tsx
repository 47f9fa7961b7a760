import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { bookDate, date, moment } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { PageHeader } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ROLE_NAMES } from '../../app/nav.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { api } from '../../state/api.ts';
import { useUser } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll, useMove } from '../../state/use-move.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './admin.module.css';
import { ROLE_OPTIONS, type User, UserState } from './user-words.tsx';

/** One account: name and role, its state, and signing it out everywhere. */
export function UserPage() {
  const { id } = usePathParams<{ id: string }>();
  const user = useRecord<User>('/v1/users/{id}', { id });
  return (
    <Loaded query={user} failed="This user could not be loaded">
      {(record) => <Account key={record.id} user={record} />}
    </Loaded>
  );
}

function Account({ user }: { user: User }) {
  usePageTitle(user.displayName, 'Users');
  const me = useUser();
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Users', href: '/users' }, { label: user.displayName }]}
        title={user.displayName}
        status={<UserState status={user.status} variant="tag" />}
        facts={[user.email, ROLE_NAMES[user.role], ...(user.isDemo ? ['Demo account'] : [])]}
      />
      <div className={styles.narrow}>
        <NameAndRole user={user} />
        <Panel title="Sign-in">
          <Facts
            items={[
              { label: 'Last sign-in', value: moment(user.lastSignInAt) },
              { label: 'Authenticator app', value: user.secondFactor ? 'Enrolled' : 'Not enrolled' },
              { label: 'Added', value: date(bookDate(user.createdAt)) },
            ]}
          />
          <div className={styles.actions}>
            <SignOutEverywhere user={user} />
            <AccountMoves user={user} />
          </div>
          {user.id === me.id ? <p className="sub">This is your own account.</p> : null}
        </Panel>
        <p>
          <a href={`/audit?actorId=${user.id}`}>What {user.displayName} did</a>
        </p>
      </div>
    </>
  );
}

function NameAndRole({ user }: { user: User }) {
  const [typed, setTyped] = useState<{ displayName?: string; role?: string }>({});
  const form = { displayName: user.displayName, role: user.role as string, ...typed };
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch<User>('/v1/users/{id}', { path: { id: user.id }, ifMatch: user.version, body }),
  );
  const changes = {
    ...(form.displayName.trim() === user.displayName ? {} : { displayName: form.displayName.trim() }),
    ...(form.role === user.role ? {} : { role: form.role }),
  };
  const same = Object.keys(changes).length === 0;
  const refused = (name: string) => problem?.field(`/${name}`);
  const save = async () => {
    if (same || !form.displayName.trim()) return;
    if ((await submit(changes)) === undefined) return;
    await refreshAll();
    setTyped({});
    toast({ tone: 'ok', title: 'Changed' });
  };
  return (
    <Panel
      title="Name and role"
      note="Another role acts within five seconds, wherever the person is signed in."
    >
      <FormGrid onSubmit={() => void save()}>
        <TextInput
          label="Name"
          maxLength={100}
          value={form.displayName}
          error={form.displayName.trim() ? refused('displayName') : 'Enter the name.'}
          onChange={(event) => setTyped({ ...typed, displayName: event.currentTarget.value })}
        />
        <Select
          label="Role"
          allowDeselect={false}
          data={ROLE_OPTIONS}
          value={form.role}
          error={refused('role')}
          onChange={(role) => role && setTyped({ ...typed, role })}
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button type="submit" variant={same ? 'default' : 'filled'} disabled={same} loading={busy}>
            Save
          </Button>
        </FormActions>
      </FormGrid>
    </Panel>
  );
}

type AccountMove = User['moves'][number];

/* None of these is what one came for, so none is the primary button. */
function AccountMoves({ user }: { user: User }) {
  const mover = useMove<User>('users', user, { done: 'Done' });
  const [asking, setAsking] = useState<(AccountMove & { needsReason: true }) | null>(null);
  const start = (move: AccountMove) => {
    mover.reset();
    if (move.needsReason) setAsking({ ...move, needsReason: true });
    else void mover.move({ action: move.action });
  };
  return (
    <>
      {user.moves.map((move) => (
        <MoveButton
          key={move.action}
          variant="default"
          blocked={!move.allowed}
          reason={move.reason}
          loading={mover.busy === move.action}
          onClick={() => start(move)}
        >
          {move.label}
        </MoveButton>
      ))}
      {asking ? null : <ProblemNote problem={mover.problem} />}
      <ReasonDialog asking={asking} mover={mover} data={undefined} onClose={() => setAsking(null)} />
    </>
  );
}

function SignOutEverywhere({ user }: { user: User }) {
  const { submit, busy, problem } = useSubmit((id: string) =>
    api.delete('/v1/users/{id}/sessions', { path: { id } }).then(() => true),
  );
  const end = async () => {
    if (!(await submit(user.id))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${user.displayName} is signed out everywhere` });
  };
  return (
    <>
      <Button variant="default" onClick={() => void end()} loading={busy}>
        Sign out everywhere
      </Button>
      <ProblemNote problem={problem} />
    </>
  );
}
