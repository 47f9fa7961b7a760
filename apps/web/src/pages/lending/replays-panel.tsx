import { date, moment, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { QueryError } from '../../components/loaded.tsx';
import { useList } from '../../state/use-list.ts';
import styles from './lending.module.css';
import type { Loan } from './types.ts';

/** What was entered late or taken back, and what it did to the postings after it. */
export function ReplaysPanel({ loan }: { loan: Loan }) {
  const replays = useList('/v1/loans/{id}/replays', { path: { id: loan.id }, limit: 20 });
  return (
    <Panel title="Worked out anew">
      {replays.problem ? (
        <QueryError
          problem={replays.problem}
          failed="The corrections could not be loaded"
          onRetry={replays.retry}
        />
      ) : replays.items.length === 0 ? (
        <p className="sub">{replays.loading ? ' ' : 'Nothing was entered late and nothing taken back.'}</p>
      ) : (
        <ol className={styles.replays}>
          {replays.items.map((each) => (
            <li key={each.id}>
              <p>{each.sentence}</p>
              <p className="sub">
                {each.actorName}, {moment(each.recordedAt)}. From {date(each.fromDate)}: {each.reversed} taken
                back, {each.posted} posted, interest {money(each.interestChangeCents, { plus: true })}.
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
