import type { Move } from '@connect/ui/move-button';
import { NextAction } from '@connect/ui/next-action';
import { useRouter } from '@tanstack/react-router';
import { moveOf } from '../../state/use-move.ts';
import styles from './lending.module.css';
import type { Loan } from './types.ts';
import type { LoanMoves } from './use-loan-moves.tsx';

type Step = {
  action: string;
  /** As in "Next: …". */
  words: string;
  /** What it does, when nothing is in its way. */
  does: string;
  /** Where what is in the way can be removed. */
  unblock?: { label: string; tab: string };
};

const STEPS: Record<string, Step> = {
  draft: {
    action: 'submit',
    words: 'submit to underwriting',
    does: 'Somebody else then audits and approves it. What the audit finds stands under Conditions.',
  },
  underwriting: {
    action: 'approve',
    words: 'approve',
    does: 'The audit is clear. Approving fixes terms, parties and budget.',
    unblock: { label: 'Open the audit', tab: 'conditions' },
  },
  approved: {
    action: 'send_documents',
    words: 'send the loan documents',
    does: 'Agreement and guaranty go out for signature, note and deed of trust are drawn up for paper.',
  },
  documents_out: {
    action: 'complete_signing',
    words: 'complete the signing',
    does: 'Every document is complete.',
    unblock: { label: 'Open documents', tab: 'documents' },
  },
  signed: {
    action: 'fund',
    words: 'fund',
    does: 'Wires land and fees to escrow. Interest starts at settlement.',
  },
  funded: {
    action: 'record',
    words: 'record the deed of trust',
    does: 'With the county’s number and the title policy. No draw before that.',
  },
  recorded: {
    action: 'start_servicing',
    words: 'start servicing',
    does: 'The first paid draw does it by itself.',
  },
  default: { action: 'cure', words: 'cure the default', does: 'When what is past due is paid or agreed.' },
  paid_off: {
    action: 'release',
    words: 'record the lien release',
    does: 'With the county’s number of the reconveyance. The pledge ends with it.',
  },
};

/** The next step of a loan in this state, and its move if this user may take it. */
export function nextOf(loan: Loan): (Step & { move: Move }) | null {
  const step = STEPS[loan.state];
  const move = step && moveOf(loan.moves, step.action);
  return step && move ? { ...step, move } : null;
}

/** The next legal act with its reason; a blocked one says what unblocks it. */
export function LoanNext({ loan, moves, tab }: { loan: Loan; moves: LoanMoves; tab: string }) {
  const router = useRouter();
  const next = nextOf(loan);
  if (!next) return null;
  const { move } = next;
  // Where one is already there is nothing to open.
  const unblock = next.unblock?.tab === tab ? undefined : next.unblock;
  const blocked = !move.allowed;
  return (
    <div className={styles.next}>
      <NextAction
        action={next.words}
        blocked={blocked}
        reason={blocked ? shorter(move.reason ?? '') : next.does}
        {...(blocked && unblock
          ? {
              unblock: {
                label: unblock.label,
                onClick: () => void router.navigate({ href: `/loans/${loan.id}/${unblock.tab}` }),
              },
            }
          : {})}
        move={{
          label: move.label,
          onClick: () => moves.start(move),
          loading: moves.busy === move.action,
        }}
      />
    </div>
  );
}

const LONGEST = 200;

/* An audit may hold for a dozen reasons; the list of them stands on its tab. */
const shorter = (reason: string): string =>
  reason.length <= LONGEST
    ? reason
    : `${reason.slice(0, reason.lastIndexOf('. ', LONGEST) + 1) || reason.slice(0, LONGEST)} And more.`;
