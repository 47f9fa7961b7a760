import { EmptyState } from '@connect/ui/empty-state';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { ROLE_NAMES } from '../../app/nav.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useUser } from '../../state/session.ts';

/** The role may never do this. */
export function ForbiddenPage() {
  usePageTitle('Not allowed');
  const user = useUser();
  return (
    <Panel flush>
      <EmptyState
        icon={IconLock}
        as="h1"
        title="Your role does not include this page"
        actions={
          <Button component="a" href="/">
            Go home
          </Button>
        }
      >
        You are signed in as {user.displayName}, {ROLE_NAMES[user.role]}. An administrator can change roles.
      </EmptyState>
    </Panel>
  );
}
