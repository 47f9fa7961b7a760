import { IconAlertTriangle, IconCloudCheck, IconDeviceFloppy, IconDeviceMobile } from '@tabler/icons-react';
import styles from './autosave-status.module.css';
import { time } from './format.ts';

/** `idle` nothing to say yet; `local` kept on this device only; `failed` could not be kept anywhere. */
export type AutosaveState = 'idle' | 'saving' | 'saved' | 'local' | 'failed';

/** "Saved 10:42 AM", "Saving", "Only on this device". */
export function AutosaveStatus({ state, at }: { state: AutosaveState; at?: Date | string | null }) {
  const [Glyph, text] = {
    idle: [null, ''] as const,
    saving: [IconDeviceFloppy, 'Saving'] as const,
    saved: [IconCloudCheck, at ? `Saved ${time(at)}` : 'Saved'] as const,
    local: [IconDeviceMobile, 'Only on this device'] as const,
    failed: [IconAlertTriangle, 'Not saved'] as const,
  }[state];
  return (
    <span className={styles.status} role="status" data-state={state}>
      {Glyph ? <Glyph size={16} stroke={1.75} aria-hidden="true" /> : null}
      {text}
    </span>
  );
}
