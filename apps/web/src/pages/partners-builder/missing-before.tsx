import { Notice } from '@connect/ui/page';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Draw } from '../servicing/types.ts';
import styles from './draw-form.module.css';
import { useAskPayee } from './use-ask-payee.ts';

/** Papers of the draw before that are not in: one may ask for money all the same, payment waits for them. */
export function MissingBefore({ draw }: { draw: Draw }) {
  const { ask, busy } = useAskPayee();
  const missing = draw.papers.filter(
    (paper) => paper.waiverId && !paper.isIn && !paper.title.endsWith('this draw'),
  );
  if (missing.length === 0) return null;
  const [first] = missing;
  return (
    <Notice tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
      {missing.length === 1
        ? `One paper from the draw before is missing: ${lower(first!.title)} from ${first!.party}.`
        : `${missing.length} papers from the draw before are missing, of ${missing.map(({ party }) => party).join(', ')}.`}{' '}
      You can send now. Payment waits for {missing.length === 1 ? 'it' : 'them'}.{' '}
      <button
        type="button"
        className={styles.link}
        disabled={busy}
        onClick={() => void ask(missing.flatMap(({ waiverId }) => waiverId ?? []))}
      >
        Ask them to sign
      </button>{' '}
      or{' '}
      <a href="/waivers" className={styles.link}>
        upload {missing.length === 1 ? 'it' : 'them'}
      </a>
      .
    </Notice>
  );
}

const lower = (text: string) => `the ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
