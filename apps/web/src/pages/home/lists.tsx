/** Short lists of what waits, one per kind of record. */
import { bookDate, count, date, money, words } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import { useList } from '../../state/use-list.ts';
import { SignalMark } from '../deals/signal.tsx';
import { daysBetween } from '../deals/stages.ts';
import type { Deal, ProjectRow } from '../deals/types.ts';
import { RowsPanel } from './rows-panel.tsx';

const FEW = 5;
const overdue = (day: string | null, today = bookDate(new Date())) => {
  if (!day) return 'No date';
  const late = daysBetween(day, today);
  return late > 0 ? `${count(late, 'day')} late` : `Due ${date(day, { year: false })}`;
};

export function DecidePanel() {
  const deals = useList<Deal>('/v1/reports/deals', {
    filters: { stage: 'feasibility', waits: 'decide' },
    sort: { key: 'stageSince', desc: false },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="Decide this week"
      list={deals}
      all="/pipeline?view=decide"
      none="No decision is due within seven days."
      row={(deal) => ({
        id: deal.id,
        href: `/projects/${deal.id}`,
        title: deal.address,
        note: <SignalMark signal={deal.signal} />,
        end: overdue(deal.decisionDue),
      })}
    />
  );
}

type Order = {
  id: string;
  projectAddress: string;
  typeLabel: string;
  state: string;
  consultant: { name: string };
  dueDate: string;
};

export function LateReports() {
  const orders = useList<Order>('/v1/consultant-orders', {
    filters: { late: 'true' },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="Late reports"
      list={orders}
      all="/consultant-orders"
      none="Every report is in or in time."
      row={(order) => ({
        id: order.id,
        href: `/consultant-orders/${order.id}`,
        title: `${order.typeLabel}, ${order.projectAddress}`,
        note: order.consultant.name,
        end: overdue(order.dueDate),
      })}
    />
  );
}

type Correction = {
  id: string;
  permitId: string;
  permitType: string;
  projectAddress: string;
  cycleNumber: number;
  number: number;
  text: string;
  dueDate: string | null;
};

export function CorrectionsDue() {
  const corrections = useList<Correction>('/v1/corrections', {
    filters: { state: 'open' },
    sort: { key: 'dueDate', desc: false },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="Corrections to answer"
      list={corrections}
      all="/permits"
      none="No correction is open."
      row={(correction) => ({
        id: correction.id,
        href: `/permits/${correction.permitId}`,
        title: `${correction.projectAddress}, ${words(correction.permitType).toLowerCase()} ${correction.cycleNumber}.${correction.number}`,
        note: correction.text,
        end: overdue(correction.dueDate),
      })}
    />
  );
}

type Permit = { id: string; type: string; state: string; stateSince: string; projectAddress: string };

export function WithTheCity() {
  const permits = useList<Permit>('/v1/permits', {
    filters: { state: 'submitted,complete,under_review,resubmitted' },
    sort: { key: 'stateSince', desc: false },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="With the city"
      list={permits}
      all="/permits"
      none="Nothing lies with the city."
      row={(permit) => ({
        id: permit.id,
        href: `/permits/${permit.id}`,
        title: `${permit.projectAddress}, ${words(permit.type).toLowerCase()}`,
        note: <StatusTag kind="permit" state={permit.state} />,
        end: count(Math.max(0, daysBetween(permit.stateSince, bookDate(new Date()))), 'day'),
      })}
    />
  );
}

type Task = { id: string; title: string; dueDate: string | null; overdue: boolean; projectId: string | null };

export function MyTasks() {
  const tasks = useList<Task>('/v1/tasks', {
    filters: { mine: 'true', state: 'open' },
    limit: FEW,
    withTotal: true,
  });
  // The strip of figures says that there is none; an empty panel would say it again.
  if (!tasks.loading && !tasks.problem && tasks.items.length === 0) return null;
  return (
    <RowsPanel
      title="My tasks"
      list={tasks}
      all="/tasks"
      none="Nothing is on your list."
      row={(task) => ({
        id: task.id,
        href: task.projectId ? `/projects/${task.projectId}` : '/tasks',
        title: task.title,
        end: task.dueDate ? overdue(task.dueDate) : null,
      })}
    />
  );
}

type Visit = {
  id: string;
  address: string;
  city: string;
  state: string;
  scheduledFor: string;
  drawNumber: number | null;
};

export function MyVisits() {
  const visits = useList<Visit>('/v1/inspections', {
    filters: { state: 'scheduled,in_progress,returned' },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="My visits"
      list={visits}
      all="/inspections"
      none="No visit is planned. The inspection app works without a signal."
      row={(visit) => ({
        id: visit.id,
        href: `/inspections/${visit.id}`,
        title: `${visit.address}, ${visit.city}`,
        note: <StatusTag kind="inspection" state={visit.state} />,
        end: date(visit.scheduledFor, { year: false }),
      })}
    />
  );
}

export function MyProjects() {
  const projects = useList<ProjectRow>('/v1/projects', {
    sort: { key: 'createdAt', desc: true },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="My projects"
      list={projects}
      all="/projects"
      none="Projects that you build appear here."
      row={(project) => ({
        id: project.id,
        href: `/projects/${project.id}`,
        title: project.address,
        note: project.summary ?? project.city,
        end: <StatusTag kind="project" state={project.stage} />,
      })}
    />
  );
}

type Draw = {
  id: string;
  number: number | null;
  state: string;
  address: string;
  requestedCents: number | null;
};

export function MyDraws() {
  const draws = useList<Draw>('/v1/draws', {
    sort: { key: 'createdAt', desc: true },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="My draws"
      list={draws}
      all="/draws"
      none="Draws that you ask for appear here with what they wait for."
      row={(draw) => ({
        id: draw.id,
        href: `/draws/${draw.id}`,
        title: `${draw.number ? `Draw ${draw.number}` : 'Draft'}, ${draw.address}`,
        note: <StatusTag kind="draw" state={draw.state} />,
        end: money(draw.requestedCents),
      })}
    />
  );
}

type Loan = { id: string; number: string; state: string; address: string; amountCents: number };

export function MyLoans() {
  const loans = useList<Loan>('/v1/loans', { limit: FEW, withTotal: true });
  return (
    <RowsPanel
      title="My loans"
      list={loans}
      all="/loans"
      none="Your loans appear here once they are prepared."
      row={(loan) => ({
        id: loan.id,
        href: `/loans/${loan.id}`,
        title: `${loan.number}, ${loan.address}`,
        note: <StatusTag kind="loan" state={loan.state} />,
        end: money(loan.amountCents, { cents: false }),
      })}
    />
  );
}

export function MyOrders() {
  const orders = useList<Order>('/v1/consultant-orders', {
    filters: { state: 'ordered,in_progress,returned' },
    limit: FEW,
    withTotal: true,
  });
  return (
    <RowsPanel
      title="Reports to deliver"
      list={orders}
      all="/consultant-orders"
      none="Nothing is ordered from you now."
      row={(order) => ({
        id: order.id,
        href: `/consultant-orders/${order.id}`,
        title: `${order.typeLabel}, ${order.projectAddress}`,
        note: <StatusTag kind="order" state={order.state} />,
        end: overdue(order.dueDate),
      })}
    />
  );
}
