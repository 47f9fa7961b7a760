import { Navigate } from '@tanstack/react-router';
import { Loaded } from '../../components/loaded.tsx';
import { useUser } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { DrawReview } from './draw-review.tsx';

/** One draw: the review for the staff. A draft, and every draw of a builder, has its own page. */
export function DrawPage() {
  const { id } = usePathParams<{ id: string }>();
  const { role } = useUser();
  const draw = useRecord('/v1/draws/{id}', { id }, { enabled: role !== 'builder' });
  if (role === 'builder') return <Navigate to={`/draws/${id}/request` as never} replace />;
  return (
    <Loaded query={draw} failed="This draw could not be loaded">
      {(record) =>
        record.state === 'draft' ? (
          <Navigate to={`/draws/${id}/request` as never} replace />
        ) : (
          <DrawReview key={record.id} draw={record} />
        )
      }
    </Loaded>
  );
}
