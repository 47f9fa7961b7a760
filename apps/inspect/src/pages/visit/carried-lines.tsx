import { IconCheck } from '@tabler/icons-react';
import type { Line } from '../../visits/model.ts';
import styles from './visit.module.css';

const list = new Intl.ListFormat('en-US');

/** Lines that were finished at the last visit, in one sentence; they count as finished unless they are changed. */
export function CarriedLines({ lines, onChange }: { lines: Line[]; onChange: () => void }) {
  const names = lines.map(({ name }, at) => (at === 0 ? name : lower(name)));
  const said =
    lines.length > 4 ? `${names.slice(0, 2).join(', ')} and ${lines.length - 2} more` : list.format(names);
  return (
    <div className={styles.carried}>
      <IconCheck size={18} stroke={1.75} aria-hidden="true" />
      <span>
        {said} {lines.length === 1 ? 'was' : 'were'} 100% before
      </span>
      <button type="button" onClick={onChange} aria-label="Change the lines that were 100% before">
        Change
      </button>
    </div>
  );
}

/* "HVAC" stays as it is, "Foundation" becomes "foundation" inside a sentence. */
const lower = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
