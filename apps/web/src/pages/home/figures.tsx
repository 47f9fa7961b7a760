import type { Role } from '@connect/domain/permissions';
import { type Fact, FactStrip } from '@connect/ui/fact-strip';
import { count, duration, money, moneyShort, time } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { QueryError } from '../../components/loaded.tsx';
import { useCan, useUser } from '../../state/session.ts';
import { useRecord } from '../../state/use-record.ts';
import type { Dashboard, ServicingDesk } from '../deals/types.ts';
import styles from './home.module.css';

type Figure = (board: Dashboard, desk: ServicingDesk | undefined) => Fact | null;

const FIGURES = {
  leads: ({ leads }) => ({
    key: 'leads',
    label: 'Leads to answer',
    value: leads.waiting,
    href: '/leads',
    ...(leads.late
      ? { note: `${leads.late} past 20 minutes`, tone: 'hold' as const }
      : { note: leads.oldestAt ? `Since ${time(leads.oldestAt)}` : 'All answered' }),
  }),
  decide: ({ feasibility }) => ({
    key: 'decide',
    label: 'Decide this week',
    value: feasibility.decideThisWeek,
    note: 'GO or pass',
    href: '/pipeline?view=decide',
  }),
  reports: ({ feasibility }) => ({
    key: 'reports',
    label: 'Reports late',
    value: feasibility.ordersLate,
    href: '/consultant-orders',
    ...(feasibility.ordersLate
      ? { note: 'Past their due date', tone: 'look' as const }
      : { note: 'All in time' }),
  }),
  corrections: ({ permits }) => ({
    key: 'corrections',
    label: 'Permits in corrections',
    value: permits.corrections,
    href: '/permits',
    ...(permits.openCorrections
      ? { note: `${count(permits.openCorrections, 'correction')} open`, tone: 'look' as const }
      : { note: 'None open' }),
  }),
  city: ({ permits }) => ({
    key: 'city',
    label: 'With the city',
    value: permits.withCity,
    note: 'Permits under review',
    href: '/permits',
  }),
  open: ({ stages }) => ({
    key: 'open',
    label: 'Open deals',
    value: stages
      .filter(({ stage }) => !['closed', 'pass', 'withdrawn'].includes(stage))
      .reduce((sum, stage) => sum + stage.count, 0),
    note: `${stages.find(({ stage }) => stage === 'go')?.count ?? 0} in permits`,
    href: '/pipeline',
  }),
  tasks: ({ tasks }) => ({
    key: 'tasks',
    label: 'My tasks',
    value: tasks.open,
    href: '/tasks',
    ...(tasks.due ? { note: `${tasks.due} due`, tone: 'look' as const } : { note: 'None due' }),
  }),
  draws: ({ draws }) =>
    draws && {
      key: 'draws',
      label: 'Open draws',
      value: draws.open,
      note: `${money(draws.requestedCents)} asked`,
      href: '/draws',
    },
  median: ({ draws }) =>
    draws && {
      key: 'median',
      label: 'Median, complete to paid',
      value: duration(draws.medianMinutes),
      note: draws.medianMinutes === null ? 'None paid in 30 days' : 'Goal 2 d, last 30 days',
      ...(draws.medianMinutes !== null && draws.medianMinutes > 2 * 1440 ? { tone: 'look' as const } : {}),
    },
  late: ({ loans }, desk) =>
    loans && {
      key: 'late',
      label: 'Interest past due',
      value: desk ? count(desk.late.loans, 'loan') : '–',
      ...(desk?.late.loans
        ? { note: `${money(desk.late.dueCents)} due`, tone: 'look' as const }
        : { note: 'Nothing late' }),
    },
  maturing: ({ loans }) =>
    loans && {
      key: 'maturing',
      label: 'Maturing in 90 days',
      value: count(loans.maturing, 'loan'),
      note: 'Or past maturity',
      href: '/loans',
    },
  principal: ({ loans }) =>
    loans && {
      key: 'principal',
      label: 'Principal out',
      value: moneyShort(loans.principalCents),
      note: `${count(loans.count, 'loan')}, ${loans.states.find(({ state }) => state === 'default')?.count ?? 0} in default`,
      href: '/loans',
    },
} satisfies Record<string, Figure>;

type Name = keyof typeof FIGURES;
const OF: Partial<Record<Role, readonly Name[]>> = {
  acquisitions: ['leads', 'decide', 'reports', 'city', 'open', 'tasks'],
  entitlement: ['corrections', 'city', 'reports', 'open', 'tasks'],
  design: ['corrections', 'city', 'open', 'tasks'],
  servicing: ['draws', 'median', 'late', 'maturing', 'principal', 'tasks'],
  accounting: ['principal', 'late', 'maturing', 'draws', 'tasks'],
  manager: ['leads', 'open', 'corrections', 'draws', 'late', 'principal'],
  admin: ['leads', 'open', 'corrections', 'draws', 'late', 'principal'],
};

/** The role's figures of the morning, each with the list behind it. */
export function FiguresStrip() {
  const { role } = useUser();
  const can = useCan();
  const board = useRecord('/v1/reports/dashboard', {}, { refetchInterval: 60_000 });
  const names = OF[role] ?? [];
  const desk = useRecord(
    '/v1/reports/servicing',
    {},
    { enabled: names.includes('late') && can('read:postings') },
  );
  if (board.isPending) return <LinesSkeleton lines={2} />;
  if (!board.data)
    return (
      <Panel flush>
        <QueryError
          problem={board.error}
          failed="The figures could not be loaded"
          onRetry={() => void board.refetch()}
        />
      </Panel>
    );
  const facts = names.flatMap((name) => (FIGURES[name] as Figure)(board.data, desk.data) ?? []);
  return (
    <div className={styles.strip}>
      <FactStrip facts={facts} />
    </div>
  );
}
