import { Button } from '@mantine/core';

/** Opens both versions of a record that somebody else changed. */
export function SeeChange({ onClick }: { onClick: () => void }) {
  return (
    <Button size="xs" variant="default" onClick={onClick}>
      See the change
    </Button>
  );
}
