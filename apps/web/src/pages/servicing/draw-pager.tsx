import { ActionIcon } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
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
      <Beside row={before} word="Draw before" none="This is the first draw">
        <IconChevronLeft size={16} stroke={1.75} />
      </Beside>
      <span className="num">
        {at + 1} of {around.items.length}
      </span>
      <Beside row={after} word="Next draw" none="This is the last draw">
        <IconChevronRight size={16} stroke={1.75} />
      </Beside>
    </nav>
  );
}

type BesideProps = { row: DrawRow | undefined; word: string; none: string; children: ReactNode };

function Beside({ row, word, none, children }: BesideProps) {
  if (!row)
    return (
      <ActionIcon variant="subtle" color="gray" disabled aria-label={none}>
        {children}
      </ActionIcon>
    );
  return (
    <ActionIcon
      component="a"
      href={`/draws/${row.id}`}
      variant="subtle"
      color="gray"
      aria-label={`${word}: ${row.address}`}
    >
      {children}
    </ActionIcon>
  );
}
