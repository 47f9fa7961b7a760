import { ApiProblem } from '@connect/api-client';
import { ErrorState } from '@connect/ui/error-state';
import { Panel } from '@connect/ui/panel';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { usePageTitle } from '../../app/page-title.ts';

/** What stands in place of a page whose own code failed; the shell stays. */
export function Fault({ error, reset }: ErrorComponentProps) {
  usePageTitle('Not shown');
  // After a new version was put in place, old parts are gone: the fresh page has the new ones.
  const outdated = /dynamically imported module|Failed to fetch|module script/i.test(String(error));
  return (
    <Panel flush>
      <ErrorState
        title={outdated ? 'A new version of Connect is here' : 'This page could not be shown'}
        requestId={error instanceof ApiProblem ? error.requestId : null}
        at={new Date()}
        onRetry={() => (outdated ? location.reload() : reset())}
      >
        {outdated ? 'Load the page again to use it. ' : 'The page itself failed. '}
        Nothing was changed and nothing is lost.
      </ErrorState>
    </Panel>
  );
}
