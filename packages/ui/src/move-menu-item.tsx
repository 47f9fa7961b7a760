import { Menu } from '@mantine/core';
import { type ComponentProps, type ReactNode, useId } from 'react';
import type { Move } from './move-button.tsx';
import styles from './move-menu-item.module.css';

/* Mantine takes a disabled item out of the arrow keys' way, and drops an `aria-disabled` that is given to it. */
const Blocked = (props: ComponentProps<'button'>) => <button {...props} type="button" aria-disabled="true" />;

export type MoveMenuItemProps = {
  move: Pick<Move, 'label' | 'allowed' | 'reason'>;
  onMove: () => void;
  icon?: ReactNode;
};

/** A move of a record in a menu; a blocked one stays focusable (`aria-disabled`), and its reason stands below it. */
export function MoveMenuItem({ move, onMove, icon }: MoveMenuItemProps) {
  const id = useId();
  if (move.allowed)
    return (
      <Menu.Item leftSection={icon} onClick={onMove}>
        {move.label}
      </Menu.Item>
    );
  return (
    <Menu.Item
      component={Blocked}
      closeMenuOnClick={false}
      leftSection={icon}
      className={styles.blocked}
      aria-labelledby={`${id}-label`}
      aria-describedby={move.reason ? `${id}-reason` : undefined}
    >
      <span id={`${id}-label`}>{move.label}</span>
      {move.reason ? (
        <span id={`${id}-reason`} className={styles.reason}>
          {move.reason}
        </span>
      ) : null}
    </Menu.Item>
  );
}
