import { Button, type ButtonProps } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';

type MoreButtonProps = ButtonProps & ComponentPropsWithRef<'button'> & { lead: { address: string } };

/** Three dots behind which the rarer acts of a lead are. */
export function MoreButton({ lead, ...rest }: MoreButtonProps) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`More for ${lead.address}`}
      aria-haspopup="menu"
      {...rest}
    >
      <IconDots size={16} stroke={1.75} />
    </Button>
  );
}
