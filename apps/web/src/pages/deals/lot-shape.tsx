import { Half } from '@connect/ui/form-grid';
import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import styles from './lot-dialog.module.css';
import type { Shape } from './lot-draft.ts';

type Props = {
  /** "Lot" or "Building". */
  name: string;
  shape: Shape;
  unit: string;
  error: string | undefined;
  onChange: (shape: Shape) => void;
  /** A building says how far it stands from the lot's west and south. */
  placed?: boolean;
};

const MEASURES = [
  ['width', 'Width, west to east'],
  ['depth', 'Depth, south to north'],
] as const;
const PLACES = [
  ['west', 'From the west side'],
  ['south', 'From the south side'],
] as const;

/** One outline: a rectangle by its measures, or the survey's own lines. */
export function LotShape({ name, shape, unit, error, onChange, placed }: Props) {
  const set = (change: Partial<Shape>) => onChange({ ...shape, ...change });
  return (
    <>
      <div className={styles.head}>
        <h3>{name}</h3>
        <SegmentedControl
          size="xs"
          aria-label={`How the ${name.toLowerCase()} is given`}
          value={shape.by}
          onChange={(by) => set({ by: by as Shape['by'] })}
          data={[
            { value: 'size', label: 'Rectangle' },
            { value: 'lines', label: 'Corners or bearings' },
          ]}
        />
      </div>
      {shape.by === 'size' ? (
        <>
          {[...MEASURES, ...(placed ? PLACES : [])].map(([field, label]) => (
            <Half key={field}>
              <TextInput
                label={label}
                aria-label={`${name}: ${label}`}
                inputMode="decimal"
                maxLength={10}
                rightSection={<span className="label">{unit === 'feet' ? 'ft' : 'm'}</span>}
                value={shape[field]}
                onChange={(event) => set({ [field]: event.currentTarget.value })}
              />
            </Half>
          ))}
          {error ? (
            <p className={styles.fault} role="alert">
              {error}
            </p>
          ) : null}
        </>
      ) : (
        <Textarea
          label={`${name}, line by line`}
          description={
            placed
              ? 'One corner a line, east then north, in the coordinates of the lot.'
              : 'One corner a line, east then north, or one side a line as the survey has it. A curve is given as its chord.'
          }
          placeholder={
            placed
              ? '5, 20\n35, 20\n35, 70\n5, 70'
              : "N 0°12' E 120.00\nN 89°48' E 40.00\nS 0°12' W 120.00\nS 89°48' W 40.00"
          }
          autosize
          minRows={4}
          maxRows={12}
          maxLength={6000}
          value={shape.lines}
          error={error}
          onChange={(event) => set({ lines: event.currentTarget.value })}
        />
      )}
    </>
  );
}
