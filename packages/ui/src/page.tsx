import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import styles from './page.module.css';

export type Crumb = { label: string; href?: string };
export type PageHeaderProps = {
  title: ReactNode;
  crumbs?: Crumb[];
  /** A StatusTag with `variant="tag"`, right of the title. */
  status?: ReactNode;
  /** Facts under the title, in a row: number, city, borrower. */
  facts?: ReactNode[];
  /** A lot outline, usually. */
  picture?: ReactNode;
  actions?: ReactNode;
};

/** The head of a page: crumbs, picture, title with state, facts, actions. One h1. */
export function PageHeader({ title, crumbs, status, facts, picture, actions }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      {crumbs?.length ? <Crumbs items={crumbs} /> : null}
      <div className={styles.bar}>
        {picture}
        <div className={styles.heading}>
          <div className={styles.titleRow}>
            <h1 className={styles.title}>{title}</h1>
            {status}
          </div>
          {facts?.length ? (
            <ul className={styles.facts}>
              {facts.map((fact, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: facts have a fixed order
                <li key={index}>{fact}</li>
              ))}
            </ul>
          ) : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </header>
  );
}

function Crumbs({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label="Where this is" className={styles.crumbs}>
      {items.map((crumb, index) => (
        <Fragment key={crumb.label}>
          {index ? <span aria-hidden="true">/</span> : null}
          {crumb.href ? (
            <a href={crumb.href}>{crumb.label}</a>
          ) : (
            <span aria-current={index === items.length - 1 ? 'page' : undefined}>{crumb.label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

export type PageTab = { key: string; label: string; href: string; count?: number | null };

/** The parts of a record as links: each tab has its own address. */
export function PageTabs({
  tabs,
  current,
  label = 'Parts',
}: {
  tabs: readonly PageTab[];
  current: string;
  label?: string;
}) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.key} href={tab.href} aria-current={tab.key === current ? 'page' : undefined}>
          {tab.label}
          {typeof tab.count === 'number' ? <span>{tab.count}</span> : null}
        </a>
      ))}
    </nav>
  );
}

/** Body beside a 372 px aside; one column under 900 px. */
export function Split({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.split}>
      <div className={styles.stack}>{children}</div>
      <aside className={styles.stack} aria-label="Beside">
        {aside}
      </aside>
    </div>
  );
}

/** Panels below one another. */
export function Stacked({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}

/** A message across the page: information in blue, something to look at in amber, a hold in red. */
export function Notice({
  tone = 'move',
  icon,
  children,
  action,
}: {
  tone?: 'move' | 'look' | 'hold' | 'ok';
  icon?: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'hold' ? 'alert' : 'status'}>
      {icon ? <span className={styles.noticeIcon}>{icon}</span> : null}
      <div>{children}</div>
      {action ? <div className={styles.noticeAction}>{action}</div> : null}
    </div>
  );
}

/** A list of links to records: title, one line below, chevron. */
export function LinkRows({
  items,
}: {
  items: {
    id: string;
    href: string;
    title: ReactNode;
    note?: ReactNode;
    lead?: ReactNode;
    end?: ReactNode;
  }[];
}) {
  return (
    <ul className={styles.rows}>
      {items.map((item) => (
        <li key={item.id}>
          <a href={item.href}>
            {item.lead}
            <span className={styles.rowText}>
              <span className={styles.rowTitle}>{item.title}</span>
              {item.note ? <span className="label">{item.note}</span> : null}
            </span>
            {item.end ? <span className="num">{item.end}</span> : null}
            <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
          </a>
        </li>
      ))}
    </ul>
  );
}
