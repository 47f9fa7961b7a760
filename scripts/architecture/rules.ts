import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

/** Left to right, as a deal passes through them: a module may know what stands to its left. */
export const DEAL_ORDER = [
  'identity',
  'contacts',
  'documents',
  'tasks',
  'projects',
  'feasibility',
  'entitlement',
  'lending',
  'servicing',
  'reporting',
  'settings',
];

const API = '^apps/api/src';
const MODULES = `${API}/modules`;
/** Tests, and what lies in a folder `test` or `testing` for them. */
const TESTS = '[.]test[.]tsx?$|/test(ing)?/';
/** A package from npm, resolved or not. */
const npm = (...names: string[]): string => `(^|node_modules/)(${names.join('|')})(/|$)`;

interface Rule {
  name: string;
  /** Shown when it is broken: what to do instead. */
  comment: string;
  from: IRegularForbiddenRuleType['from'];
  to: IRegularForbiddenRuleType['to'];
}

/** Who may import whom: each line says what is forbidden. `architecture.test.ts` plants a breach of each. */
export const RULES: Rule[] = [
  ...DEAL_ORDER.slice(0, -1).map((module, index) => ({
    name: `deal-order-${module}`,
    comment: `${module} may not know what stands to its right: publish an event, or declare a function type that app/ fills`,
    from: { path: `${MODULES}/${module}/` },
    to: { path: `${MODULES}/(${DEAL_ORDER.slice(index + 1).join('|')})/` },
  })),
  {
    name: 'deal-order-unknown',
    comment: 'a module that has no place in the deal order: give it one in scripts/architecture/rules.ts',
    from: {},
    to: { path: `${MODULES}/[^/]+/`, pathNot: `${MODULES}/(${DEAL_ORDER.join('|')})/` },
  },
  {
    name: 'front-door-of-other-modules',
    comment: 'another module is entered through its index.ts',
    from: { path: `${MODULES}/([^/]+)/`, pathNot: TESTS },
    to: { path: `${MODULES}/[^/]+/`, pathNot: [`${MODULES}/$1/`, `${MODULES}/[^/]+/index[.]ts$`] },
  },
  {
    name: 'front-door-of-modules',
    comment: 'a module is entered through its index.ts',
    from: { path: '^(apps|packages)/', pathNot: [`${MODULES}/`, TESTS] },
    to: { path: `${MODULES}/[^/]+/`, pathNot: `${MODULES}/[^/]+/index[.]ts$` },
  },
  {
    name: 'front-door-is-for-others',
    comment: 'inside a module, import the file itself: going through the own index.ts makes cycles',
    from: { path: `${MODULES}/([^/]+)/`, pathNot: TESTS },
    to: { path: `${MODULES}/$1/index[.]ts$` },
  },
  {
    name: 'no-barrels-inside-a-module',
    comment: 'only a module has an index.ts, its folders have none',
    from: {},
    to: { path: `${MODULES}/[^/]+/.+/index[.]ts$` },
  },
  {
    name: 'port-never-vendor',
    comment: 'a module knows integrations/<what>/port.ts; app/ picks the vendor',
    from: { path: `${MODULES}/`, pathNot: TESTS },
    to: { path: `${API}/integrations/`, pathNot: `${API}/integrations/[^/]+/port[.]ts$` },
  },
  {
    name: 'vendor-sdk-in-integrations',
    comment: 'a vendor library is used in integrations, platform or app',
    from: { path: `${API}/(modules|events)/`, pathNot: TESTS },
    to: { path: npm('@aws-sdk', 'ioredis') },
  },
  {
    name: 'foundations-know-no-module',
    comment: 'platform, events and integrations import no module',
    from: { path: `${API}/(platform|events|integrations)/`, pathNot: TESTS },
    to: { path: `${MODULES}/` },
  },
  {
    name: 'nothing-imports-app',
    comment: 'app is the composition root: it knows all, nobody knows it',
    from: { path: '^(apps|packages)/', pathNot: [`${API}/app/`, TESTS] },
    to: { path: `${API}/app/` },
  },
  {
    name: 'domain-alone',
    comment: 'packages/domain imports only itself: no Node, no library, no clock',
    from: { path: '^packages/domain/', pathNot: TESTS },
    to: { pathNot: '^packages/domain/' },
  },
  {
    name: 'database-in-repos',
    comment: 'only *.repo.ts and platform touch the database',
    from: { path: `${API}/`, pathNot: [`${API}/platform/`, '[.]repo[.]ts$', TESTS] },
    to: { path: npm('kysely', 'pg') },
  },
  {
    name: 'clients-never-import-the-server',
    comment: 'a client receives openapi.json, never an import of the server',
    from: { path: '^(apps/(web|inspect)|packages)/' },
    to: { path: '^apps/api/' },
  },
  {
    name: 'server-never-imports-a-client',
    comment: 'one way: domain → api → openapi.json → api-client → web, inspect',
    from: { path: '^apps/api/', pathNot: TESTS },
    to: { path: '^(apps/(web|inspect)|packages/(ui|api-client))/' },
  },
  {
    name: 'apps-apart',
    comment:
      'packages do not know the apps, and web and inspect do not know each other: share through packages/ui',
    from: { path: '^(apps/(web|inspect)|packages/[^/]+)/' },
    to: { path: '^apps/(web|inspect)/', pathNot: '^$1/' },
  },
  {
    name: 'no-test-code-in-the-product',
    comment: 'what runs in production imports no tests and no test harness',
    from: { path: '^(apps|packages)/', pathNot: TESTS },
    to: { path: ['^(test|e2e|bench|scripts)/', TESTS] },
  },
  { name: 'no-cycles', comment: 'what two files need belongs in a third', from: {}, to: { circular: true } },
  {
    name: 'every-import-resolves',
    comment: 'an import that leads nowhere would escape every rule above',
    from: {},
    to: { couldNotResolve: true },
  },
];
