import { AutosaveStatus } from '@connect/ui/autosave-status';
import { money } from '@connect/ui/format';
import { Notice, PageHeader, Split, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { StickyFooter } from '@connect/ui/sticky-footer';
import { Button, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconDeviceFloppy, IconStar } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import type { Draft } from '../../state/use-draft.ts';
import type { Submit } from '../../state/use-submit.ts';
import { share } from '../deals/share.ts';
import styles from './proforma.module.css';
import { compute, type TypedInput } from './proforma-input.ts';
import { ProformaLines } from './proforma-lines.tsx';
import { CashFlow, OutcomeFacts, Sensitivity, ViabilityPanel } from './proforma-outcome.tsx';
import { LoanTerms, SaleTerms } from './proforma-terms.tsx';
import { Versions } from './proforma-versions.tsx';
import type { Proforma } from './types.ts';

const CompareProformas = lazy(() =>
  import('./compare-proformas.tsx').then((m) => ({ default: m.CompareProformas })),
);

export type ProformaDraft = {
  name: string;
  note: string;
  input: TypedInput;
  /** The version that was on screen when the typing began. */
  basedOn: number;
};
export type EditorProps = {
  draft: Draft<ProformaDraft>;
  /** Null while the scenario was never saved. */
  proforma: Proforma | null;
  project: { id: string; address: string };
  readOnly: boolean;
  saver: Pick<Submit<never, unknown>, 'busy' | 'problem'>;
  onSave: () => void;
  /** Moves beside Save: make it the base, save as another scenario. */
  extra?: ReactNode;
};

/** The proforma being typed, with everything that follows from it computed as one types. */
export function ProformaEditor({ draft, proforma, project, readOnly, saver, onSave, extra }: EditorProps) {
  const { value, set } = draft;
  const input = useDeferredValue(value.input);
  const computed = useMemo(() => compute(input), [input]);
  const [comparing, setComparing] = useState(false);
  const phone = useMediaQuery('(max-width: 639px)');
  const change = (part: Partial<TypedInput>) => set({ input: { ...value.input, ...part } });
  const fault = (pointer: string) =>
    computed.fault?.pointer === pointer ? computed.fault.message : saver.problem?.field(`/input${pointer}`);
  const { result } = computed;
  const dirty = draft.restored || JSON.stringify(value.input) !== JSON.stringify(draft.initial.input);
  const next = (proforma?.latestVersion ?? 0) + 1;
  const stale = proforma !== null && value.basedOn < proforma.latestVersion;
  const shared = { input: value.input, readOnly, fault };
  const sums = [
    { key: 'cost', label: 'Total cost', value: money(result?.totalCostCents) },
    { key: 'profit', label: 'Profit', value: money(result?.profitCents) },
    { key: 'roi', label: 'ROI', value: share(result?.roi) },
    { key: 'irr', label: 'IRR', value: share(result?.irr) },
    { key: 'ltc', label: 'LTC', value: share(result?.loanToCost) },
    { key: 'ltv', label: 'LTV', value: share(result?.loanToValue) },
  ];
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Proformas', href: '/proformas' },
          { label: project.address, href: `/projects/${project.id}?tab=feasibility` },
          { label: proforma ? `Version ${proforma.latestVersion}` : 'New' },
        ]}
        title={proforma ? proforma.name : 'New proforma'}
        status={
          proforma?.base ? (
            <Mark icon={IconStar} tone="move" variant="tag">
              Counts
            </Mark>
          ) : null
        }
        facts={[
          <a key="p" href={`/projects/${project.id}`}>
            {project.address}
          </a>,
          proforma ? `Saved by ${proforma.savedByName}` : 'Not saved yet',
        ]}
        actions={extra}
      />
      <Split
        aside={
          <>
            {readOnly ? null : (
              <Panel title="Scenario">
                <div className={styles.stackForm}>
                  <TextInput
                    label="Name"
                    maxLength={80}
                    value={value.name}
                    error={saver.problem?.field('/name')}
                    onChange={(event) => set({ name: event.currentTarget.value })}
                  />
                  <TextInput
                    label={proforma ? 'What changed' : 'Note'}
                    description="Stands beside the version."
                    maxLength={500}
                    value={value.note}
                    error={saver.problem?.field('/note')}
                    onChange={(event) => set({ note: event.currentTarget.value })}
                  />
                </div>
              </Panel>
            )}
            {result ? <ViabilityPanel result={result} /> : null}
            {result ? <OutcomeFacts result={result} /> : null}
            {proforma ? <Versions proforma={proforma} onCompare={() => setComparing(true)} /> : null}
          </>
        }
      >
        <Stacked>
          {draft.restored ? (
            <Notice
              tone={stale ? 'look' : 'move'}
              icon={<IconDeviceFloppy size={18} stroke={1.75} />}
              action={
                <Button variant="default" size="compact-sm" onClick={draft.clear}>
                  Discard the draft
                </Button>
              }
            >
              {stale
                ? `This is your draft on version ${value.basedOn}. ${proforma.savedByName} has saved version ${proforma.latestVersion} since: compare before you save.`
                : 'This is your draft from this device. It is not saved yet.'}
            </Notice>
          ) : null}
          {result?.warnings.map((warning) => (
            <Notice key={warning} tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
              {warning}
            </Notice>
          ))}
          {computed.fault ? (
            <Notice tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
              {computed.fault.message} The figures below wait for it.
            </Notice>
          ) : null}
          <ProformaLines {...shared} result={result} onChange={(lines) => change({ lines })} />
          <LoanTerms {...shared} onChange={change} />
          <SaleTerms {...shared} onChange={change} />
          {result ? <Sensitivity result={result} /> : null}
          {result ? <CashFlow result={result} /> : null}
        </Stacked>
      </Split>
      <StickyFooter
        sums={phone ? sums.filter(({ key }) => key === 'profit' || key === 'roi') : sums}
        note={
          <>
            {dirty && !readOnly ? <AutosaveStatus state="local" /> : null}
            <ProblemNote problem={saver.problem} />
          </>
        }
      >
        {readOnly ? null : (
          <Button onClick={onSave} loading={saver.busy} disabled={!result}>
            Save version {next}
          </Button>
        )}
      </StickyFooter>
      <Suspense>
        {comparing && proforma ? (
          <CompareProformas
            proforma={proforma}
            draft={dirty && result ? { input, result } : null}
            onClose={() => setComparing(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
