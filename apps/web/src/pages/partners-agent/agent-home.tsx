import { Panel } from '@connect/ui/panel';
import styles from './agent.module.css';
import { LeadPanel, SubmitButton } from './lead-panel.tsx';

/** An agent's home: send a lead, see what became of the others. */
export function AgentHome() {
  return (
    <div className={styles.home}>
      <Panel title="Have a lot to sell?">
        <p className={styles.text}>
          An address and a price are enough. Somebody from acquisitions answers within 20 minutes, seven days
          a week.
        </p>
        <SubmitButton />
      </Panel>
      <LeadPanel most={8} />
    </div>
  );
}
