import { monthName } from '@connect/domain/month';
import { EmptyState } from '@connect/ui/empty-state';
import { count, date, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { QueryError } from '../../components/loaded.tsx';
import { saveFile } from '../../components/use-file.ts';
import { useList } from '../../state/use-list.ts';
import type { ProjectRow } from '../deals/types.ts';
import type { DrawRow, LoanRow, PayoffQuote, Statement, Waiver } from '../servicing/types.ts';
import styles from './builder-home.module.css';
import { ProjectCard } from './project-card.tsx';
import { urgencyOf } from './words.ts';

/** Everything of a builder that the cards of the home page tell. */
export function useBuilderBook() {
  const newest = { key: 'createdAt', desc: true };
  const projects = useList<ProjectRow>('/v1/projects', { sort: newest, limit: 50 });
  const loans = useList<LoanRow>('/v1/loans', { limit: 100 });
  const draws = useList<DrawRow>('/v1/draws', { sort: newest, limit: 100 });
  const waivers = useList<Waiver>('/v1/lien-waivers', {
    filters: { state: 'required,requested' },
    limit: 100,
  });
  return { projects, loans, draws, waivers };
}

/** The builder's first page: each project with what happens now and the next thing to do, then the papers. */
export function BuilderHome() {
  const { projects, loans, draws, waivers } = useBuilderBook();
  if (projects.problem)
    return (
      <Panel flush>
        <QueryError
          problem={projects.problem}
          failed="Your projects could not be loaded"
          onRetry={projects.retry}
        />
      </Panel>
    );
  if (projects.loading)
    return (
      <Panel>
        <LinesSkeleton />
      </Panel>
    );
  if (projects.items.length === 0 && loans.items.length === 0)
    return (
      <Panel flush>
        <EmptyState icon={IconBuildingCommunity} title="No project yet">
          A project appears here once we have named you as its builder.
        </EmptyState>
      </Panel>
    );
  const live = projects.items.filter(({ stage }) => !['closed', 'pass', 'withdrawn'].includes(stage));
  // Who waits for the builder comes first; only the first card has the primary button.
  const cards = (live.length ? live : projects.items)
    .map((project) => ({
      project,
      loans: loans.items.filter(({ projectId }) => projectId === project.id),
      draws: draws.items.filter(({ projectId }) => projectId === project.id),
    }))
    .toSorted(
      (a, b) => urgencyOf(a.loans, a.draws, waivers.items) - urgencyOf(b.loans, b.draws, waivers.items),
    );
  return (
    <div className={styles.grid}>
      <div className={styles.cards}>
        {cards.map(({ project, ...own }, at) => (
          <ProjectCard key={project.id} project={project} {...own} waivers={waivers.items} first={at === 0} />
        ))}
      </div>
      <Papers waivers={waivers.items} draws={draws.items} />
    </div>
  );
}

/* What waits for the builder, then statements and payoff letters: the newest of each. */
function Papers({ waivers, draws }: { waivers: readonly Waiver[]; draws: readonly DrawRow[] }) {
  const statements = useList<Statement>('/v1/statements', { limit: 5 });
  const quotes = useList<PayoffQuote>('/v1/payoff-quotes', { limit: 5 });
  const standing = quotes.items.filter(({ state }) => state === 'given' || state === 'accepted');
  const waiting = [
    ...draws.filter(({ state }) => state === 'held'),
    ...draws.filter(({ state }) => state === 'draft'),
  ];
  return (
    <div className={styles.cards}>
      {waiting.length || waivers.length ? (
        <Panel title="Waiting for you" note={count(waiting.length + waivers.length, 'thing')} flush>
          <ul className={styles.rows}>
            {waiting.map((draw) => (
              <li key={draw.id}>
                <a href={`/draws/${draw.id}/request`}>
                  <span className={styles.text}>
                    <b>{draw.number ? `Draw ${draw.number} is on hold` : 'A draw request is not sent'}</b>
                    <span className="label">{draw.address}</span>
                  </span>
                  <span className="num">{money(draw.requestedCents)}</span>
                </a>
              </li>
            ))}
            {waivers.length ? (
              <li>
                <a href="/waivers">
                  <span className={styles.text}>
                    <b>{waivers.length === 1 ? 'One waiver is' : `${waivers.length} waivers are`} missing</b>
                    <span className="label">{names(waivers)}</span>
                  </span>
                </a>
              </li>
            ) : null}
          </ul>
        </Panel>
      ) : null}
      <Panel title="Statements" aside={<a href="/statements">All</a>} flush>
        {statements.items.length ? (
          <ul className={styles.rows}>
            {statements.items.map((statement) => (
              <li key={statement.id}>
                <button
                  type="button"
                  onClick={() =>
                    void saveFile(
                      `/v1/documents/${statement.documentId}/content`,
                      `statement-${statement.loanNumber}-${statement.period}.pdf`,
                    )
                  }
                >
                  <span className={styles.text}>
                    <b>
                      {statement.loanNumber}, {monthName(statement.period)}
                    </b>
                    <span className="label">
                      {statement.dueCents > 0 ? `Due ${date(statement.dueDate)}` : 'Nothing due'}
                    </span>
                  </span>
                  <span className="num">{money(statement.dueCents)}</span>
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p className={`sub ${styles.empty}`}>
            Your first statement comes after the first month of the loan.
          </p>
        )}
      </Panel>
      <Panel title="Payoff" aside={<a href="/payoff-quotes">All</a>} flush>
        {standing.length ? (
          <ul className={styles.rows}>
            {standing.map((quote) => (
              <li key={quote.id}>
                <a href="/payoff-quotes">
                  <span className={styles.text}>
                    <b>
                      {quote.loanNumber}, {date(quote.payoffDate)}
                    </b>
                    <span className="label">Good through {date(quote.validThrough)}</span>
                  </span>
                  <span className="num">{money(quote.totalCents)}</span>
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <p className={`sub ${styles.empty}`}>Ask us for a quote when you plan to pay a loan off.</p>
        )}
      </Panel>
    </div>
  );
}

const names = (waivers: readonly Waiver[]): string => {
  const all = [...new Set(waivers.map(({ payeeName }) => payeeName))];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
};
