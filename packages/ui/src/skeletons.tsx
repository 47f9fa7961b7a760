import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './states.module.css';
import { useDelayed } from './use-delayed.ts';

/** One grey bar in place of a word or figure. */
export function SkeletonBar({ width = '60%', height = 10 }: { width?: number | string; height?: number }) {
  return <Skeleton width={width} height={height} radius={4} className={styles.bar} />;
}

/** Shows its children only after 300 ms of waiting, and tells a screen reader that something is loading. */
export function Waiting({ children, label = 'Loading' }: { children: ReactNode; label?: string }) {
  const shown = useDelayed(true);
  return (
    <div role="status" aria-label={label} aria-busy="true">
      {shown ? children : null}
    </div>
  );
}

/** A page's head and two panels while its record loads. */
export function PageSkeleton() {
  return (
    <Waiting>
      <div className={styles.page}>
        <SkeletonBar width={180} height={12} />
        <SkeletonBar width={320} height={26} />
        <SkeletonBar width="100%" height={72} />
        <SkeletonBar width="100%" height={240} />
      </div>
    </Waiting>
  );
}

/** Lines in a panel while they load. */
export function LinesSkeleton({ lines = 4 }: { lines?: number }) {
  return (
    <Waiting>
      <div className={styles.lines}>
        {Array.from({ length: lines }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <SkeletonBar key={at} width={`${[88, 64, 76, 52][at % 4]}%`} />
        ))}
      </div>
    </Waiting>
  );
}
