import { PageHeader, PageTabs, Stacked } from '@connect/ui/page';
import type { ReactNode } from 'react';
import { usePageTitle } from '../../app/page-title.ts';

type Tab = 'months' | 'trial' | 'accounts';
const TITLES: Record<Tab, string> = {
  months: 'Books',
  trial: 'Trial balance',
  accounts: 'Chart of accounts',
};

/** Head and tabs of the pages about the books of the whole house. */
export function BooksFrame({
  tab,
  actions,
  children,
}: {
  tab: Tab;
  actions?: ReactNode;
  children: ReactNode;
}) {
  usePageTitle(TITLES[tab], 'Books');
  return (
    <>
      <PageHeader title="Books" actions={actions} />
      <Stacked>
        <PageTabs
          label="Books"
          current={tab}
          tabs={[
            { key: 'months', label: 'Months', href: '/books' },
            { key: 'trial', label: 'Trial balance', href: '/books/trial-balance' },
            { key: 'accounts', label: 'Chart of accounts', href: '/books/accounts' },
          ]}
        />
        {children}
      </Stacked>
    </>
  );
}
