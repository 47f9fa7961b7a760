import { useQuery } from '@tanstack/react-query';
import { DEVICE } from '../../app/device.ts';
import { useAppState } from '../../app/state.ts';
import styles from './route.module.css';

const GIGA = 1_000_000_000;
const MEGA = 1_000_000;

const inGiga = (bytes: number): string => (bytes / GIGA).toFixed(bytes < 10 * GIGA ? 1 : 0);
const used = (bytes: number): string =>
  bytes < GIGA / 10 ? `${Math.ceil(bytes / MEGA)} MB` : `${inGiga(bytes)} GB`;

/** How much of the room that the browser grants is used, photos above all. */
export function StorageMeter() {
  const photos = useAppState((state) => state.photos.size);
  const estimate = useQuery({
    queryKey: ['storage', photos],
    queryFn: () => navigator.storage.estimate(),
    enabled: Boolean(navigator.storage?.estimate),
    placeholderData: (before) => before,
  });
  const { usage, quota } = estimate.data ?? {};
  if (usage === undefined || !quota) return null;
  const share = Math.min(usage / quota, 1);
  return (
    <div className={styles.storage}>
      <p>
        <span>Storage on this {DEVICE}</span>
        <span className="num">
          {used(usage)} of {inGiga(quota)} GB
        </span>
      </p>
      <meter min={0} max={1} high={0.85} value={share} aria-label={`Storage on this ${DEVICE}`}>
        {Math.round(share * 100)} %
      </meter>
      {share > 0.85 ? (
        <p className={styles.full}>Nearly full. Send what is here, then free some room.</p>
      ) : null}
    </div>
  );
}
