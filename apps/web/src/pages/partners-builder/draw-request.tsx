import { Navigate } from '@tanstack/react-router';
import { Loaded } from '../../components/loaded.tsx';
import { useUser } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { DrawForm } from './draw-form.tsx';
import { DrawStatus } from './draw-status.tsx';

/** A draw as the builder has it: a request to be written, then where it stands. Staff write drafts here too. */
export function DrawRequestPage() {
  const { id } = usePathParams<{ id: string }>();
  const { role } = useUser();
  const draw = useRecord('/v1/draws/{id}', { id });
  return (
    <Loaded query={draw} failed="This draw could not be loaded">
      {(record) => {
        if (record.state === 'draft') return <DrawForm key={record.id} draw={record} />;
        if (role !== 'builder') return <Navigate to={`/draws/${record.id}` as never} replace />;
        return <DrawStatus draw={record} />;
      }}
    </Loaded>
  );
}
