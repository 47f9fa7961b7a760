import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import styles from './entitlement.module.css';
import { DISCIPLINES } from './permit-words.ts';

export type TypedCorrection = { key: string; discipline: string; text: string; sheetReference: string };

/** Empty corrections to type into. */
export const typedCorrections = (n: number): TypedCorrection[] =>
  Array.from({ length: n }, () => ({
    key: crypto.randomUUID(),
    discipline: 'zoning',
    text: '',
    sheetReference: '',
  }));

/** The city's corrections as they stand in its letter, one below another; more can be added later. */
export function MoveCorrections({
  corrections,
  onChange,
  fault,
}: {
  corrections: TypedCorrection[];
  onChange: (corrections: TypedCorrection[]) => void;
  fault: (at: number, field: string) => string | undefined;
}) {
  const change = (key: string, part: Partial<TypedCorrection>) =>
    onChange(corrections.map((each) => (each.key === key ? { ...each, ...part } : each)));
  return (
    <div className={styles.corrections}>
      {corrections.map((correction, at) => (
        <fieldset key={correction.key} className={styles.correction}>
          <legend className={styles.correctionHead}>Correction {at + 1}</legend>
          <Textarea
            label="What the city asks"
            autosize
            minRows={2}
            maxLength={5000}
            value={correction.text}
            error={fault(at, 'text')}
            onChange={(event) => change(correction.key, { text: event.currentTarget.value })}
          />
          <div className={styles.pair}>
            <Select
              label="Discipline"
              data={DISCIPLINES}
              allowDeselect={false}
              value={correction.discipline}
              onChange={(discipline) => change(correction.key, { discipline: discipline ?? 'other' })}
            />
            <TextInput
              label="Sheet"
              placeholder="A1.1"
              maxLength={60}
              value={correction.sheetReference}
              error={fault(at, 'sheetReference')}
              onChange={(event) => change(correction.key, { sheetReference: event.currentTarget.value })}
            />
          </div>
          {corrections.length > 1 ? (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              onClick={() => onChange(corrections.filter((each) => each.key !== correction.key))}
            >
              Leave out correction {at + 1}
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} stroke={1.75} />}
        onClick={() => onChange([...corrections, ...typedCorrections(1)])}
      >
        Another correction
      </Button>
    </div>
  );
}
