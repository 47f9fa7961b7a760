import { money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { QueryError } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { sourceName } from '../deals/deal-views.ts';
import { LeadActions } from '../deals/lead-actions.tsx';
import { AnswerClock } from '../deals/signal.tsx';
import type { Deal } from '../deals/types.ts';
import styles from './home.module.css';

/** Leads that nobody has answered, longest wait first; one press takes one. */
export function AnswerNow() {
  const can = useCan();
  const leads = useList<Deal>('/v1/reports/deals', {
    filters: { stage: 'lead', waits: 'answer' },
    sort: { key: 'stageSince', desc: false },
    limit: 5,
    withTotal: true,
  });
  return (
    <Panel title="Answer now" aside={leads.total ? <a href="/leads">All {leads.total}</a> : null} flush>
      {leads.problem ? (
        <QueryError problem={leads.problem} failed="The leads could not be loaded" onRetry={leads.retry} />
      ) : leads.loading ? (
        <LinesSkeleton />
      ) : leads.items.length ? (
        <ul>
          {leads.items.map((lead) => (
            <li key={lead.id} className={styles.lead}>
              <div className={styles.leadText}>
                <a href={`/projects/${lead.id}`}>{lead.address}</a>
                <p className="label">
                  {lead.neighborhood ?? lead.city}, {money(lead.askCents, { cents: false })},{' '}
                  {sourceName(lead)}
                </p>
              </div>
              <AnswerClock since={lead.createdAt} />
              {can('write:projects') ? <LeadActions lead={lead} /> : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none}>Every lead is answered.</p>
      )}
    </Panel>
  );
}
