import { MoveMenuItem } from '@connect/ui/move-menu-item';
import { Button, Menu } from '@mantine/core';
import {
  IconBook2,
  IconCash,
  IconChevronDown,
  IconFileDollar,
  IconPercentage,
  IconReceipt,
} from '@tabler/icons-react';
import { useCan } from '../../state/session.ts';
import styles from './lending.module.css';
import { nextOf } from './loan-next.tsx';
import { isRunning, type Loan } from './types.ts';
import type { LoanMoves } from './use-loan-moves.tsx';

export type LoanActionsProps = {
  loan: Loan;
  moves: LoanMoves;
  onPayment: () => void;
  onFee: () => void;
  onRate: () => void;
  onJournal: () => void;
  tab: string;
};

/** What can be done on the loan besides its next step. */
export function LoanActions({ loan, moves, onPayment, onFee, onRate, onJournal, tab }: LoanActionsProps) {
  const can = useCan();
  const pays = isRunning(loan) && can('write:payments');
  const posts = isRunning(loan) && can('post:journals');
  const next = nextOf(loan)?.action;
  const others = loan.moves.filter((move) => move.action !== next && move.action !== 'pay_off');
  return (
    <div className={styles.acts}>
      {others.length || pays || posts ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} stroke={1.75} />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {pays ? (
              <Menu.Item leftSection={<IconReceipt size={16} stroke={1.75} />} onClick={onFee}>
                Charge a fee
              </Menu.Item>
            ) : null}
            {pays ? (
              <Menu.Item leftSection={<IconPercentage size={16} stroke={1.75} />} onClick={onRate}>
                Change the rate
              </Menu.Item>
            ) : null}
            {posts ? (
              <Menu.Item leftSection={<IconBook2 size={16} stroke={1.75} />} onClick={onJournal}>
                Post a journal
              </Menu.Item>
            ) : null}
            {others.map((move) => (
              <MoveMenuItem key={move.action} move={move} onMove={() => moves.start(move)} />
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {pays ? (
        <Button
          variant="default"
          leftSection={<IconCash size={16} stroke={1.75} aria-hidden="true" />}
          onClick={onPayment}
        >
          Record payment
        </Button>
      ) : null}
      {pays && tab !== 'payoff' && (loan.state === 'servicing' || loan.state === 'recorded') ? (
        <Button
          component="a"
          href={`/loans/${loan.id}/payoff`}
          variant={next ? 'default' : 'filled'}
          leftSection={<IconFileDollar size={16} stroke={1.75} aria-hidden="true" />}
        >
          Quote payoff
        </Button>
      ) : null}
    </div>
  );
}
