/** Every page of the web app, one row each, in deal order. A page's code is loaded when it is first opened. */
import type { Permission } from '@connect/domain/permissions';
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { sessionKnown, useSession } from '../state/session.ts';
import { Guard } from './guard.tsx';
import { Root } from './root.tsx';

const root = createRootRoute({ component: Root });

/* Everything under the shell is for the signed in; where one wanted to go is kept for after the sign-in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  // Apart from the sign-in page, so that it is there sooner.
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  beforeLoad: async ({ location }) => {
    await sessionKnown();
    const { status, user } = useSession.getState();
    // Who must enrol an authenticator gets nowhere else; the server would refuse every page.
    if (user?.mfaEnrolmentRequired && location.pathname !== '/security')
      throw redirect({ href: '/security' });
    if (status === 'signed-in') return;
    throw redirect({
      href: location.href === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(location.href)}`,
    });
  },
});

type PageOptions = {
  /** The permission, or one of several, without which the page says "forbidden". */
  needs?: Permission | readonly Permission[];
  /** Navbar of 56 px. */
  rail?: boolean;
};
type Module<N extends string> = Record<N, () => React.ReactNode>;

/** A page inside the shell. */
function page<N extends string>(
  path: string,
  load: () => Promise<Module<N>>,
  name: N,
  options: PageOptions = {},
) {
  const Page = lazyRouteComponent(load, name) as unknown as () => React.ReactNode;
  return createRoute({
    getParentRoute: () => shell,
    path,
    staticData: { rail: options.rail },
    component: () => (
      <Guard needs={options.needs}>
        <Page />
      </Guard>
    ),
  });
}

/** A page for everybody, without the shell. */
function open<N extends string>(path: string, load: () => Promise<Module<N>>, name: N) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load, name) as unknown as () => React.ReactNode,
  });
}

const development = import.meta.env.DEV
  ? [open('/gallery', () => import('../pages/gallery/gallery.tsx'), 'GalleryPage')]
  : [];

export const routeTree = root.addChildren([
  open('/sign-in', () => import('../pages/account/sign-in.tsx'), 'SignInPage'),
  open('/forgot-password', () => import('../pages/account/forgot-password.tsx'), 'ForgotPasswordPage'),
  open('/set-password', () => import('../pages/account/set-password.tsx'), 'SetPasswordPage'),
  open('/setup', () => import('../pages/account/setup.tsx'), 'SetupPage'),
  open('/sign', () => import('../pages/signing/sign.tsx'), 'SignPage'),
  open('/sign/$token', () => import('../pages/signing/sign.tsx'), 'SignPage'),
  ...development,
  shell.addChildren([
    page('/', () => import('../pages/home/home.tsx'), 'HomePage'),
    page('/pipeline', () => import('../pages/deals/pipeline.tsx'), 'PipelinePage', { needs: 'read:reports' }),
    page('/leads', () => import('../pages/deals/leads.tsx'), 'LeadsPage', {
      needs: ['submit:leads', 'read:reports'],
    }),
    page('/leads/new', () => import('../pages/deals/new-lead.tsx'), 'NewLeadPage', { needs: 'submit:leads' }),
    page('/projects', () => import('../pages/deals/projects.tsx'), 'ProjectsPage', {
      needs: 'read:projects',
    }),
    page('/projects/$id', () => import('../pages/deals/project.tsx'), 'ProjectPage', {
      needs: 'read:projects',
    }),
    page('/consultant-orders', () => import('../pages/feasibility/orders.tsx'), 'OrdersPage', {
      needs: 'read:consultant-orders',
    }),
    page('/consultant-orders/$id', () => import('../pages/feasibility/order-page.tsx'), 'OrderPage', {
      needs: 'read:consultant-orders',
    }),
    page('/proformas', () => import('../pages/feasibility/proformas.tsx'), 'ProformasPage', {
      needs: 'read:proformas',
    }),
    page('/proformas/new', () => import('../pages/feasibility/new-proforma.tsx'), 'NewProformaPage', {
      needs: 'write:proformas',
    }),
    page('/proformas/$id', () => import('../pages/feasibility/proforma-page.tsx'), 'ProformaPage', {
      needs: 'read:proformas',
    }),
    page('/users', () => import('../pages/admin/users.tsx'), 'UsersPage', { needs: 'manage:users' }),
    page('/users/$id', () => import('../pages/admin/user.tsx'), 'UserPage', { needs: 'manage:users' }),
    page('/settings', () => import('../pages/admin/settings.tsx'), 'SettingsPage', {
      needs: 'manage:settings',
    }),
    page('/audit', () => import('../pages/admin/audit.tsx'), 'AuditPage', { needs: 'read:audit' }),
    page('/loans', () => import('../pages/lending/loans.tsx'), 'LoansPage', { needs: 'read:loans' }),
    page('/loans/new', () => import('../pages/lending/new-loan.tsx'), 'NewLoanPage', {
      needs: 'write:loans',
    }),
    page('/loans/$id', () => import('../pages/lending/loan.tsx'), 'LoanPage', { needs: 'read:loans' }),
    page('/loans/$id/$tab', () => import('../pages/lending/loan.tsx'), 'LoanPage', { needs: 'read:loans' }),
    page('/envelopes', () => import('../pages/signing/envelopes.tsx'), 'EnvelopesPage', {
      needs: 'read:envelopes',
    }),
    page('/envelopes/$id', () => import('../pages/signing/envelope.tsx'), 'EnvelopePage', {
      needs: 'read:envelopes',
    }),
    page('/bank-line', () => import('../pages/lending/bank-lines.tsx'), 'BankLinesPage', {
      needs: 'read:bank-line',
    }),
    page('/bank-line/$id', () => import('../pages/lending/bank-line.tsx'), 'BankLinePage', {
      needs: 'read:bank-line',
    }),
    page('/draws', () => import('../pages/servicing/draws.tsx'), 'DrawsPage', { needs: 'read:draws' }),
    page('/draws/$id', () => import('../pages/servicing/draw-page.tsx'), 'DrawPage', {
      needs: 'read:draws',
      rail: true,
    }),
    page(
      '/draws/$id/request',
      () => import('../pages/partners-builder/draw-request.tsx'),
      'DrawRequestPage',
      {
        needs: 'request:draws',
      },
    ),
    page('/draw-sets', () => import('../pages/servicing/draw-sets.tsx'), 'DrawSetsPage', {
      needs: 'read:inspections',
    }),
    page('/draw-sets/$id', () => import('../pages/servicing/draw-set.tsx'), 'DrawSetPage', {
      needs: 'read:inspections',
    }),
    page('/waivers', () => import('../pages/servicing/waivers.tsx'), 'WaiversPage', {
      needs: 'read:draws',
    }),
    page('/inspections', () => import('../pages/servicing/inspections.tsx'), 'InspectionsPage', {
      needs: 'read:inspections',
    }),
    page('/inspections/$id', () => import('../pages/servicing/inspection.tsx'), 'InspectionPage', {
      needs: 'read:inspections',
    }),
    page('/payments', () => import('../pages/servicing/payments.tsx'), 'PaymentsPage', {
      needs: 'read:payments',
    }),
    page('/payments/unapplied', () => import('../pages/servicing/unapplied.tsx'), 'UnappliedPage', {
      needs: 'read:postings',
    }),
    page('/payments/files', () => import('../pages/servicing/payment-files.tsx'), 'PaymentFilesPage', {
      needs: 'release:payments',
    }),
    page('/payments/out', () => import('../pages/servicing/paid-out.tsx'), 'PaidOutPage', {
      needs: 'read:postings',
    }),
    page('/month-end', () => import('../pages/servicing/month-end.tsx'), 'MonthEndPage', {
      needs: 'read:postings',
    }),
    page('/books', () => import('../pages/books/months.tsx'), 'BooksPage', { needs: 'read:postings' }),
    page('/books/trial-balance', () => import('../pages/books/trial-balance.tsx'), 'TrialBalancePage', {
      needs: 'read:postings',
    }),
    page('/books/accounts', () => import('../pages/books/accounts.tsx'), 'LedgerAccountsPage', {
      needs: 'read:postings',
    }),
    page('/statements', () => import('../pages/servicing/statements.tsx'), 'StatementsPage', {
      needs: 'read:statements',
    }),
    page('/payoff-quotes', () => import('../pages/servicing/payoff-quotes.tsx'), 'PayoffQuotesPage', {
      needs: 'read:payments',
    }),
    page('/permits', () => import('../pages/entitlement/permits.tsx'), 'PermitsPage', {
      needs: 'read:permits',
    }),
    page('/permits/$id', () => import('../pages/entitlement/permit-page.tsx'), 'PermitPage', {
      needs: 'read:permits',
    }),
    page('/plans', () => import('../pages/entitlement/plans.tsx'), 'PlansPage', { needs: 'read:plans' }),
    page('/plans/$id', () => import('../pages/entitlement/plan-page.tsx'), 'PlanPage', {
      needs: 'read:plans',
    }),
    page('/tasks', () => import('../pages/records/tasks.tsx'), 'TasksPage', { needs: 'read:tasks' }),
    page('/contacts', () => import('../pages/records/contacts.tsx'), 'ContactsPage', {
      needs: 'read:contacts',
    }),
    page('/contacts/$id', () => import('../pages/records/contact-page.tsx'), 'ContactPage', {
      needs: 'read:contacts',
    }),
    page('/entities', () => import('../pages/records/contacts.tsx'), 'EntitiesPage', {
      needs: 'read:contacts',
    }),
    page('/entities/$id', () => import('../pages/records/entity-page.tsx'), 'EntityPage', {
      needs: 'read:contacts',
    }),
    page('/documents', () => import('../pages/records/documents.tsx'), 'DocumentsPage', {
      needs: 'read:documents',
    }),
    page('/outbox', () => import('../pages/records/outbox.tsx'), 'OutboxPage', { needs: 'read:outbox' }),
    page('/security', () => import('../pages/account/security.tsx'), 'SecurityPage'),
    page('/$', () => import('../pages/system/not-found.tsx'), 'NotFoundPage'),
  ]),
]);
