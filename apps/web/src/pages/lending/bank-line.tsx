import { ExplainNumber, type Explanation } from '@connect/ui/explain-number';
import { FactStrip } from '@connect/ui/fact-strip';
import { amount, count, date, money, rate } from '@connect/ui/format';
import { Notice, PageHeader, Split } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { BankLineForm } from './bank-line-form.tsx';
import { limitWords, ruleWords } from './bank-words.ts';
import { BaseLoans } from './base-loans.tsx';
import styles from './lending.module.css';
import { PledgeForm } from './pledge-form.tsx';
import type { BankLine, Base } from './types.ts';
import { WhatIfPanel } from './what-if.tsx';

/** A bank line with its borrowing base, dollar by dollar. */
export function BankLinePage() {
  const { id } = usePathParams<{ id: string }>();
  const line = useRecord('/v1/bank-lines/{id}', { id });
  return (
    <Loaded query={line} failed="This bank line could not be loaded">
      {(record) => <Shown line={record} />}
    </Loaded>
  );
}

function Shown({ line }: { line: BankLine }) {
  usePageTitle(line.name);
  const can = useCan();
  const [form, setForm] = useState<'pledge' | 'change' | null>(null);
  const writes = can('write:bank-line');
  const { base } = line;
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Bank line', href: '/bank-line' }, { label: line.name }]}
        title={line.name}
        facts={[
          line.bankName,
          count(base.loans.length, 'loan pledged', 'loans pledged'),
          `Matures ${date(line.maturesOn)}`,
        ]}
        actions={
          writes ? (
            <>
              <Button variant="default" onClick={() => setForm('change')}>
                Change
              </Button>
              <Button leftSection={<IconLink size={16} stroke={1.75} />} onClick={() => setForm('pledge')}>
                Pledge a loan
              </Button>
            </>
          ) : null
        }
      />
      {base.availabilityCents < 0 ? (
        <div style={{ marginBottom: 16 }}>
          <Notice tone="hold" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
            Over-advanced: {money(-base.availabilityCents)} has to go back to the bank, or more has to be
            pledged.
          </Notice>
        </div>
      ) : null}
      <FactStrip
        label={`Borrowing base, ${date(base.asOf)}`}
        facts={[
          {
            key: 'availability',
            label: 'Available to draw',
            value: (
              <ExplainNumber explanation={explainAvailability(base)}>
                {money(base.availabilityCents)}
              </ExplainNumber>
            ),
            note: `As of ${date(base.asOf)}`,
            big: true,
          },
          {
            key: 'base',
            label: 'Borrowing base',
            value: <ExplainNumber explanation={explainBase(line)}>{money(base.baseCents)}</ExplainNumber>,
            note: `${rate(line.advanceRate)} of eligible, less reserves`,
          },
          {
            key: 'eligible',
            label: 'Eligible',
            value: (
              <ExplainNumber explanation={explainEligible(base)}>{money(base.eligibleCents)}</ExplainNumber>
            ),
            note: `of ${money(base.grossCents)}`,
          },
          {
            key: 'commitment',
            label: 'Commitment',
            value: money(base.commitmentCents),
            note:
              base.commitmentCents <= base.baseCents ? 'It is the limit now' : 'The base is the limit now',
          },
          {
            key: 'outstanding',
            label: 'Outstanding',
            value: money(base.outstandingCents),
            note: 'Owed to the bank',
          },
        ]}
      />
      <div className={styles.gap}>
        <BaseLoans line={line} />
      </div>
      <div className={styles.gap}>
        <Split aside={<Rules line={line} />}>
          <WhatIfPanel line={line} />
        </Split>
      </div>
      {form === 'pledge' ? <PledgeForm line={line} onClose={() => setForm(null)} /> : null}
      {form === 'change' ? <BankLineForm line={line} onClose={() => setForm(null)} /> : null}
    </>
  );
}

function Rules({ line }: { line: BankLine }) {
  const { ineligibility, concentration } = line.rules;
  return (
    <Panel title="Rules" note="Each dollar is excluded once, by the first rule that applies.">
      <Facts
        items={[
          ...ineligibility.map((rule) => ({
            label: ruleWords(rule.code),
            value: rule.maxDays ? `over ${rule.maxDays} days` : 'not lent on',
          })),
          ...concentration.map((rule) => ({
            label: limitWords(rule.by),
            value: `at most ${rate(rule.limit)}`,
          })),
        ]}
      />
    </Panel>
  );
}

const explainEligible = (base: Base): Explanation => ({
  title: 'Eligible',
  formula: ['Gross less what is not eligible less what is above a limit.'],
  columns: ['Part', 'Amount'],
  rows: [
    ['Gross: principal of the pledged loans', amount(base.grossCents)],
    ['Not eligible', amount(-base.ineligibleCents)],
    ['Above a concentration limit', amount(-base.concentrationExcessCents)],
  ],
  sum: { label: 'Eligible', value: amount(base.eligibleCents) },
});

const explainBase = (line: BankLine): Explanation => ({
  title: 'Borrowing base',
  formula: ['What the bank advances on each loan, less reserves. Each advance is cut down to whole cents.'],
  columns: ['Part', 'Amount'],
  rows: [
    ['Advances', amount(line.base.loans.reduce((sum, loan) => sum + loan.advanceCents, 0))],
    ['Reserves', amount(-line.base.reserveCents)],
  ],
  sum: { label: 'Base', value: amount(line.base.baseCents) },
});

const explainAvailability = (base: Base): Explanation => ({
  title: 'Available to draw',
  formula: ['The lesser of commitment and base, less what is outstanding.'],
  columns: ['Part', 'Amount'],
  rows: [
    [
      base.commitmentCents < base.baseCents ? 'Commitment, the lesser' : 'Base, the lesser',
      amount(Math.min(base.commitmentCents, base.baseCents)),
    ],
    ['Outstanding', amount(-base.outstandingCents)],
  ],
  sum: { label: 'Available', value: amount(base.availabilityCents) },
});
