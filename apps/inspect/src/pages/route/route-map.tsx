import { plot, scaleBar } from '../../visits/plot.ts';
import { isDone } from '../../visits/standing.ts';
import styles from './route.module.css';
import type { StopFacts } from './stop-facts.ts';

const SIZE = 224;

/** Where the stops lie to one another, drawn without a map from the network; nothing where the office has not placed two. */
export function RouteMap({ stops, openId }: { stops: StopFacts[]; openId: string | null }) {
  const placed = stops.flatMap((stop, at) => (stop.visit.place ? [{ ...stop, number: at + 1 }] : []));
  if (placed.length < 2) return null;
  const { points, pixelsPerMile } = plot(
    placed.map((stop) => stop.visit.place!),
    SIZE,
    34,
  );
  const bar = scaleBar(pixelsPerMile, 60);
  return (
    <svg
      className={styles.map}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label="Where the stops lie to one another"
    >
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {placed.map((stop, at) => (
        <g
          key={stop.visit.id}
          transform={`translate(${points[at]!.x} ${points[at]!.y})`}
          data-done={isDone(stop.standing) || undefined}
          data-open={(stop.visit.id === openId && !isDone(stop.standing)) || undefined}
        >
          <circle r="12" />
          <text>{isDone(stop.standing) ? '✓' : stop.number}</text>
        </g>
      ))}
      <path className={styles.scale} d={`M16 ${SIZE - 18}v8m0-4h${bar.pixels}m0-4v8`} />
      <text className={styles.miles} x={16 + bar.pixels / 2} y={SIZE - 26}>
        {bar.miles} mi
      </text>
    </svg>
  );
}
