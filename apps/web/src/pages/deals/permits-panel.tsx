import { date, words } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import styles from './deals.module.css';
import { PROJECT_TABS } from './project-tabs.tsx';
import type { Overview } from './types.ts';

/** The permits with their clock split between the city and us. */
export function PermitsPanel({ permits, projectId }: { permits: Overview['permits']; projectId: string }) {
  const hasTab = PROJECT_TABS.some(({ key }) => key === 'permits');
  return (
    <Panel
      title="Permits"
      aside={hasTab ? <a href={`/projects/${projectId}?tab=permits`}>All {permits.length}</a> : null}
      flush
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Permits, table" tabIndex={0}>
        <table className={styles.table}>
          <caption>Permits</caption>
          <thead>
            <tr>
              <th scope="col">Permit</th>
              <th scope="col">State</th>
              <th scope="col" data-right data-wide>
                Cycles
              </th>
              <th scope="col" data-right>
                With city
              </th>
              <th scope="col" data-right>
                With us
              </th>
              <th scope="col" data-right data-wide>
                Expires
              </th>
            </tr>
          </thead>
          <tbody>
            {permits.map((permit) => (
              <tr key={permit.id}>
                <td>
                  <a href={`/permits/${permit.id}`} className={styles.quiet}>
                    {permit.type === 'other' && permit.description ? permit.description : words(permit.type)}
                  </a>
                </td>
                <td>
                  <StatusTag kind="permit" state={permit.state} />
                </td>
                <td data-right data-wide>
                  {permit.cycles}
                </td>
                <td data-right>{permit.cityDays} d</td>
                <td data-right>{permit.usDays} d</td>
                <td data-right data-wide>
                  {date(permit.expiresDate)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
