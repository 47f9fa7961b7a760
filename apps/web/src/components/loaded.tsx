import type { ApiProblem } from '@connect/api-client';
import { ErrorState } from '@connect/ui/error-state';
import { Panel } from '@connect/ui/panel';
import { PageSkeleton } from '@connect/ui/skeletons';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NotFoundPage } from '../pages/system/not-found.tsx';
import { useCan } from '../state/session.ts';

export type LoadedProps<T> = {
  query: UseQueryResult<T, ApiProblem>;
  children: (record: T) => ReactNode;
  /** What failed: "This loan could not be loaded". */
  failed?: string;
  /** In place of the page's skeleton: `<LinesSkeleton />` inside a panel. */
  waiting?: ReactNode;
};

/** A record when it is there; before that a skeleton (after 300 ms), else the error or "nothing here". */
export function Loaded<T>({ query, children, failed, waiting }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return waiting ?? <PageSkeleton />;
  if (query.error?.status === 404) return <NotFoundPage />;
  return (
    <Panel flush>
      <QueryError problem={query.error} failed={failed} onRetry={() => void query.refetch()} />
    </Panel>
  );
}

/** A failed request as ErrorState: what failed, what is safe, the request's id, a way to try again. */
export function QueryError({
  problem,
  failed = 'This could not be loaded',
  onRetry,
}: {
  problem: ApiProblem | null;
  failed?: string;
  onRetry?: () => void;
}) {
  return (
    <ErrorState title={failed} requestId={problem?.requestId} at={new Date()} onRetry={onRetry}>
      {problem?.detail ? `${problem.detail} ` : ''}
      {problem?.status === 403
        ? null
        : 'Nothing was changed and nothing is lost. The rest of this page is current.'}
    </ErrorState>
  );
}

/** Why a form was refused, below its fields; they say their own part, and what none of them says stands here. */
export function ProblemNote({ problem }: { problem: ApiProblem | null }) {
  if (!problem) return null;
  const untold = problem.untold();
  if (problem.errors.length && !untold.length) return null;
  return (
    <p role="alert" style={{ color: 'var(--bad)', fontWeight: 500 }}>
      {problem.errors.length ? untold.map(({ message }) => message).join(' ') : problem.detail}{' '}
      <ProblemLink problem={problem} />
      {problem.requestId && problem.status >= 500 ? ` Request ${problem.requestId}.` : ''}
    </p>
  );
}

/** Where a refusal is mended, for those who may: a setting that nobody saved, a link that was used. */
export function ProblemLink({ problem }: { problem: ApiProblem }) {
  const can = useCan();
  if (problem.code === 'link_invalid') return <a href="/sign-in">Sign in</a>;
  if (problem.code !== 'setting_missing' || !can('manage:settings')) return null;
  return <a href={`/settings#${String(problem.extra.setting)}`}>Open settings</a>;
}
