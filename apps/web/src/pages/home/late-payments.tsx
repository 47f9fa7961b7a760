import { date, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { QueryError } from '../../components/loaded.tsx';
import { useRecord } from '../../state/use-record.ts';
import styles from './home.module.css';

/** Interest past its due date, longest first. A call is due after ten days, which is past every grace. */
export function LatePayments() {
  const desk = useRecord('/v1/reports/servicing');
  const late = desk.data?.late;
  return (
    <Panel
      title="Late payments"
      aside={
        late && late.loans > late.items.length ? <span className="label">{late.loans} in all</span> : null
      }
      flush
    >
      {late?.items.length ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption>Late payments</caption>
            <thead>
              <tr>
                <th scope="col">Loan</th>
                <th scope="col" data-right>
                  Days late
                </th>
                <th scope="col" data-right>
                  Due
                </th>
                <th scope="col" data-right data-wide>
                  Since
                </th>
              </tr>
            </thead>
            <tbody>
              {late.items.map((loan) => (
                <tr key={loan.loanId}>
                  <td>
                    <a href={`/loans/${loan.loanId}`}>{loan.loanNumber}</a>
                    <div className="label">{loan.borrowerName}</div>
                  </td>
                  <td data-right>
                    <span className={styles.tone} data-tone={loan.daysLate > 30 ? 'hold' : 'look'}>
                      {loan.daysLate}
                    </span>
                  </td>
                  <td data-right>{money(loan.dueCents)}</td>
                  <td data-right data-wide>
                    {date(loan.dueSince)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : desk.isError ? (
        <QueryError
          problem={desk.error}
          failed="Late payments could not be loaded"
          onRetry={() => void desk.refetch()}
        />
      ) : late ? (
        <p className={styles.none}>Nothing is late.</p>
      ) : (
        <LinesSkeleton />
      )}
    </Panel>
  );
}
