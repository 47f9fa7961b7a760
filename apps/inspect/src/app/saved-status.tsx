import { time } from '@connect/ui/format';
import { IconAlertTriangle, IconDeviceFloppy } from '@tabler/icons-react';
import styles from './saved-status.module.css';
import { useAppState } from './state.ts';

/** "Saved 1:52 PM": on this device, whatever the network does. */
export function SavedStatus() {
  const { state, at, why } = useAppState((all) => all.saved);
  if (state === 'idle') return <span role="status" className={styles.status} />;
  const failed = state === 'failed';
  const Glyph = failed ? IconAlertTriangle : IconDeviceFloppy;
  return (
    <span className={styles.status} role={failed ? 'alert' : 'status'} data-state={state}>
      <Glyph size={18} stroke={1.75} aria-hidden="true" />
      <span>{failed ? `Not saved. ${why}` : state === 'saving' && !at ? 'Saving' : `Saved ${time(at)}`}</span>
    </span>
  );
}
