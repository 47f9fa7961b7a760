import { loanTabs, projectTabs, type Route } from './routes.ts';

/** The id of the first record of a list that somebody sees; undefined when there is none. */
export type FirstOf = (list: string) => Promise<string | undefined>;

/** The lists from which records are looked at: first what shows most, then what looks different. */
const LISTS: Record<string, readonly string[]> = {
  '/projects/$id': ['projects?stage=servicing', 'projects?stage=lead', 'projects?stage=go'],
  '/loans/$id': ['loans?state=servicing', 'loans?state=draft'],
  '/loans/$id/$tab': ['loans?state=servicing'],
  '/draws/$id': ['review', 'draft', 'paid'].map((state) => `draws?state=${state}`),
  '/draws/$id/request': ['draws?state=draft'],
  '/inspections/$id': ['inspections?state=accepted'],
  '/permits/$id': ['permits?state=corrections', 'permits?state=planning'],
  '/consultant-orders/$id': ['consultant-orders?state=accepted'],
  '/envelopes/$id': ['envelopes?state=completed'],
  '/bank-line/$id': ['bank-lines?'],
};

/**
 * The addresses at which a route is looked at: its records, the first with each of its tabs. `some`: who sees only their own may
 * not have one of every kind.
 */
export async function addressesOf({ path }: Route, first: FirstOf, some = false): Promise<string[]> {
  if (!path.includes('$id')) return [path];
  const lists = LISTS[path] ?? [`${path.split('/')[1]}?`];
  const ids: string[] = [];
  for (const list of lists) {
    const id = await first(list);
    if (id) ids.push(id);
    else if (!some) throw new Error(`The sample data has nothing to show of /v1/${list}`);
  }
  if (ids.length === 0) throw new Error(`The sample data has nothing to show at ${path}`);
  const [address = '', ...others] = ids.map((id) => path.replace('$id', id));
  if (path.endsWith('$tab')) return loanTabs().map((tab) => address.replace('$tab', tab));
  const tabs = path === '/projects/$id' ? projectTabs().map((tab) => `${address}?tab=${tab}`) : [];
  return [address, ...tabs, ...others];
}
