import { EmptyState } from '@connect/ui/empty-state';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';

/** No such page, or no such record for this person; the two look the same on purpose. */
export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <Panel flush>
      <EmptyState
        icon={IconMapPinOff}
        as="h1"
        title="There is nothing here"
        actions={
          <Button component="a" href="/">
            Go home
          </Button>
        }
      >
        The address may be mistyped, the record may be gone, or it may not be yours to see.
      </EmptyState>
    </Panel>
  );
}
