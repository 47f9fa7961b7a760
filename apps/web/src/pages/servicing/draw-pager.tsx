import { ActionIcon } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useList } from '../../state/use-list.ts';
import styles from './draw-review.module.css';
import { WAITED_LONGEST } from './draw-table.ts';
import type { Draw, DrawRow } from './types.ts';

/** "4 of 14": the way through the set the draw is in, or through all open draws, longest wait first. J and K go by keyboard. */
export function DrawPager({ draw }: { draw: Draw }) {
  const navigate = useNavigate();
  const around = useList<DrawRow>('/v1/draws', {
    filters: draw.drawSetId ? { drawSetId: draw.drawSetId } : { open: 'true' },
    sort: WAITED_LONGEST,
    limit: 200,
  });
  const at = around.items.findIndex((row) => row.id === draw.id);
  const before = around.items[at - 1];
  const after = at < 0 ? undefined : around.items[at + 1];
  const go = (row: DrawRow | undefined) => row && void navigate({ to: `/draws/${row.id}` });
  useHotkeys([
    ['J', () => go(after)],
    ['K', () => go(before)],
  ]);
  if (at < 0 || around.items.length < 2) return null;
  return (
    <nav className={styles.pager} aria-label="Draws beside this one">
      <ActionIcon
        component="a"
        href={before ? `/draws/${before.id}` : undefined}
        variant="subtle"
        color="gray"
        aria-label={before ? `Draw before: ${before.address}` : 'This is the first draw'}
        data-disabled={!before || undefined}
      >
        <IconChevronLeft size={16} stroke={1.75} />
      </ActionIcon>
      <span className="num">
        {at + 1} of {around.items.length}
      </span>
      <ActionIcon
        component="a"
        href={after ? `/draws/${after.id}` : undefined}
        variant="subtle"
        color="gray"
        aria-label={after ? `Next draw: ${after.address}` : 'This is the last draw'}
        data-disabled={!after || undefined}
      >
        <IconChevronRight size={16} stroke={1.75} />
      </ActionIcon>
    </nav>
  );
}
