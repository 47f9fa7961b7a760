import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { type SettingName, type Settings, useSaveSetting } from './use-save-setting.ts';

type Values = Record<string, string | number | null>;
export type FieldProps = {
  value: string | number | null;
  error: string | undefined;
  onChange: (value: string | number | null) => void;
};
export type SettingPanelProps = {
  settings: Settings;
  name: SettingName;
  title: string;
  note: string;
  /** The fields of the setting; all of them are filled before it is saved. */
  fields: readonly string[];
  /** `field('name')` is what the input of a field needs. */
  children: (field: (name: string) => FieldProps) => ReactNode;
  /** What holds while it is not saved is a sample, or nothing at all. */
  sample?: boolean;
};

/** One setting as a form of its own, saved as a whole. */
export function SettingPanel(props: SettingPanelProps) {
  const { settings, name, title, note, fields, children, sample } = props;
  const [typed, setTyped] = useState<Values>({});
  const [tried, setTried] = useState(false);
  const { save, busy, problem } = useSaveSetting(settings, name, title);
  const now = (settings[name] ?? {}) as Values;
  // An emptied field stays empty: only what was never touched shows what is saved.
  const values = Object.fromEntries(
    fields.map((field) => [field, (field in typed ? typed : now)[field] ?? null]),
  );
  const empty = fields.filter((field) => values[field] === null || values[field] === '');
  const changed = fields.some((field) => values[field] !== (now[field] ?? null));
  const submit = async () => {
    setTried(true);
    if (empty.length || !(await save(values))) return;
    setTyped({});
    setTried(false);
  };
  const field = (key: string): FieldProps => ({
    value: values[key] ?? null,
    error: tried && empty.includes(key) ? 'This cannot be empty.' : problem?.field(`/${name}/${key}`),
    onChange: (value) => setTyped((old) => ({ ...old, [key]: value })),
  });
  return (
    <Panel
      id={name}
      title={title}
      note={note}
      aside={
        <Standing saved={settings.saved.includes(name)} sample={sample} there={settings[name] !== null} />
      }
    >
      <FormGrid label={title} onSubmit={() => void submit()}>
        {children(field)}
        <ProblemNote problem={problem} />
        <FormActions faults={problem?.errors.length || (tried ? empty.length : 0)}>
          {changed ? (
            <Button variant="default" onClick={() => setTyped({})}>
              Undo changes
            </Button>
          ) : null}
          <Button type="submit" variant={changed ? 'filled' : 'default'} loading={busy}>
            Save
          </Button>
        </FormActions>
      </FormGrid>
    </Panel>
  );
}

function Standing({ saved, sample, there }: { saved: boolean; sample?: boolean; there: boolean }) {
  if (saved)
    return (
      <Mark icon={IconCircleCheck} tone="ok">
        Saved
      </Mark>
    );
  if (sample)
    return (
      <Mark icon={IconAlertTriangle} tone="look">
        {there ? 'Sample values' : 'Not saved'}
      </Mark>
    );
  return (
    <Mark icon={IconCircleDashed} tone="wait">
      As delivered
    </Mark>
  );
}
