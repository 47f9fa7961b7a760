import type { ReactNode } from 'react';
import { useState } from 'react';
import styles from './condition-list.module.css';
import { statusOf } from './status.ts';
import { Mark, StatusTag } from './status-tag.tsx';

export type ConditionState = 'holds' | 'check' | 'clear' | 'overridden' | 'red' | 'amber' | 'green';
export type Condition = {
  key: string;
  state: ConditionState;
  /** "Lien waivers paired". */
  name: string;
  reason: ReactNode;
  evidence?: { label: string; href: string };
  /** A button in place of the evidence: Remind. */
  action?: ReactNode;
};

const RANK: Record<ConditionState, number> = {
  holds: 0,
  red: 0,
  check: 1,
  amber: 1,
  overridden: 2,
  clear: 3,
  green: 3,
};

/** Conditions of a move: what holds first, then what wants a look; the clear ones fold into one line. */
export function ConditionList({
  conditions,
  fold = 3,
  narrow,
}: {
  conditions: readonly Condition[];
  /** Clear ones shown before the rest folds away. */
  fold?: number;
  /** Name and reason in one column. */
  narrow?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const sorted = conditions.toSorted((a, b) => RANK[a.state] - RANK[b.state]);
  const clear = sorted.filter((condition) => RANK[condition.state] === 3);
  const folds = !open && clear.length > fold + 1;
  const shown = folds ? sorted.slice(0, sorted.length - clear.length + fold) : sorted;
  const rest = folds ? clear.slice(fold) : [];
  return (
    <ul className={styles.list} data-narrow={narrow || undefined}>
      {shown.map((condition) => (
        <li key={condition.key}>
          <span className={styles.state}>
            <StatusTag kind="condition" state={condition.state} />
          </span>
          <span className={styles.name}>{condition.name}</span>
          <span className={styles.reason}>{condition.reason}</span>
          <span className={styles.end}>
            {condition.action ??
              (condition.evidence ? <a href={condition.evidence.href}>{condition.evidence.label}</a> : null)}
          </span>
        </li>
      ))}
      {rest.length ? (
        <li>
          <span className={styles.state}>
            <StatusTag kind="condition" state="clear" />
          </span>
          <span className={styles.name}>
            {rest.length} {fold ? 'more' : 'other conditions'}
          </span>
          <span className={styles.reason}>{fold ? `${rest.map((c) => c.name).join(', ')}.` : null}</span>
          <span className={styles.end}>
            <button type="button" className={styles.show} onClick={() => setOpen(true)}>
              Show all
            </button>
          </span>
        </li>
      ) : null}
    </ul>
  );
}

/** "1 holds, 2 to check, 8 clear" for the head of a panel. */
export function ConditionCounts({ conditions }: { conditions: readonly Pick<Condition, 'state'>[] }) {
  const counts = [0, 0, 0, 0];
  for (const condition of conditions) counts[RANK[condition.state]]! += 1;
  const parts = [
    ['holds', `${counts[0]} ${counts[0] === 1 ? 'holds' : 'hold'}`],
    ['check', `${counts[1]} to check`],
    ['overridden', `${counts[2]} overridden`],
    ['clear', `${counts[3]} clear`],
  ] as const;
  return (
    <span className={styles.counts}>
      {parts
        .filter((_, at) => counts[at])
        .map(([state, text]) => {
          const { icon, tone } = statusOf('condition', state);
          return (
            <Mark key={state} icon={icon} tone={tone}>
              {text}
            </Mark>
          );
        })}
    </span>
  );
}
