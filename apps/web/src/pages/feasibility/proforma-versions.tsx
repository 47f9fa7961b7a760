import { moment, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { share } from '../deals/share.ts';
import styles from './proforma.module.css';
import type { Proforma } from './types.ts';

/** The saved versions, newest first; two of them can stand side by side. */
export function Versions({ proforma, onCompare }: { proforma: Proforma; onCompare: () => void }) {
  return (
    <Panel
      title="Versions"
      aside={
        <Button variant="default" size="compact-sm" onClick={onCompare}>
          Compare two
        </Button>
      }
    >
      <ol className={styles.versions}>
        {proforma.versions.map((version) => (
          <li key={version.number}>
            <b>Version {version.number}</b>
            <span className="num">{share(version.returnOnCost)} on cost</span>
            <span className="label">
              {version.savedByName}, {moment(version.savedAt)}
            </span>
            <span className="label num">Profit {money(version.profitCents, { cents: false })}</span>
            {version.note ? <span className={styles.versionNote}>{version.note}</span> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
