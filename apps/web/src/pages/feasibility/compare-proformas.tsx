import type { ProformaResult } from '@connect/domain/proforma';
import { date, money } from '@connect/ui/format';
import { Modal, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryError } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useList } from '../../state/use-list.ts';
import { asProblem } from '../../state/use-submit.ts';
import { share } from '../deals/share.ts';
import styles from './compare.module.css';
import { CATEGORIES, type TypedInput } from './proforma-input.ts';
import type { Proforma, ProformaVersion, StoredInput } from './types.ts';

type Side = { input: StoredInput | TypedInput; result: Figures };
/* The API says cents as JSON integers, the domain as bigint; both print alike. */
type Figures = { [K in keyof Key]: Key[K] };
type Key = Record<
  | 'totalCostCents'
  | 'salesPriceCents'
  | 'profitCents'
  | 'loanAmountCents'
  | 'equityCents'
  | 'interestCents'
  | 'breakEvenPriceCents'
  | 'npvCents',
  number | bigint
> &
  Record<'roi' | 'margin' | 'irr' | 'loanToCost' | 'loanToValue', string | null> & {
    viability: { score: number };
  };

export type CompareProps = {
  proforma: Proforma;
  /** What is typed now and not saved. */
  draft: { input: TypedInput; result: ProformaResult } | null;
  onClose: () => void;
};

/** Two versions or scenarios of one project side by side, with what differs. */
export function CompareProformas({ proforma, draft, onClose }: CompareProps) {
  const scenarios = useList('/v1/proformas', { filters: { projectId: proforma.projectId } });
  const choices = [
    ...(draft ? [{ value: 'draft', label: 'As typed now' }] : []),
    ...proforma.versions.map(({ number }) => ({
      value: `${proforma.id} ${number}`,
      label: `${proforma.name}, version ${number}`,
    })),
    ...scenarios.items
      .filter((other) => other.id !== proforma.id)
      .map((other) => ({
        value: `${other.id} ${other.latestVersion}`,
        label: `${other.name}, version ${other.latestVersion}`,
      })),
  ];
  const [left, setLeft] = useState<string | null>(
    choices[draft ? 1 : proforma.versions.length > 1 ? 1 : 0]?.value ?? null,
  );
  const [right, setRight] = useState<string | null>(choices[0]?.value ?? null);
  const a = useSide(left, draft);
  const b = useSide(right, draft);
  const problem = a.error ?? b.error;
  return (
    <Modal opened onClose={onClose} title="Side by side" size={860}>
      <div className={styles.picks}>
        <Select label="Left" data={choices} value={left} onChange={setLeft} allowDeselect={false} />
        <Select label="Right" data={choices} value={right} onChange={setRight} allowDeselect={false} />
      </div>
      {problem ? <QueryError problem={asProblem(problem)} failed="A version could not be loaded" /> : null}
      {a.data && b.data ? <Differences a={a.data} b={b.data} /> : null}
    </Modal>
  );
}

function useSide(choice: string | null, draft: CompareProps['draft']) {
  return useQuery<Side>({
    queryKey: ['record', 'proforma-side', choice, choice === 'draft' ? draft?.input : null],
    enabled: choice !== null,
    queryFn: async () => {
      if (choice === 'draft' && draft) return draft;
      const [id = '', number = ''] = (choice ?? '').split(' ');
      const version = await api.get<ProformaVersion>('/v1/proformas/{id}/versions/{number}', {
        path: { id, number },
      });
      return { input: version.input, result: version.result };
    },
  });
}

const MONEY = [
  ['totalCostCents', 'Total cost'],
  ['salesPriceCents', 'Sales price'],
  ['profitCents', 'Profit'],
  ['loanAmountCents', 'Loan'],
  ['equityCents', 'Equity'],
  ['interestCents', 'Interest'],
  ['breakEvenPriceCents', 'Break-even price'],
  ['npvCents', 'Present value of the equity'],
] as const;
const SHARES = [
  ['roi', 'Return on cost'],
  ['margin', 'Margin'],
  ['irr', 'IRR'],
  ['loanToCost', 'Loan to cost'],
  ['loanToValue', 'Loan to value'],
] as const;

function Differences({ a, b }: { a: Side; b: Side }) {
  return (
    <div className={styles.compareScroll}>
      <table className={styles.compare}>
        <caption className={styles.hidden}>Both versions side by side</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Left</th>
            <th scope="col">Right</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {MONEY.map(([key, label]) => (
            <MoneyRow key={key} label={label} a={a.result[key]} b={b.result[key]} />
          ))}
          {SHARES.map(([key, label]) => (
            <Row key={key} label={label} a={share(a.result[key])} b={share(b.result[key])} />
          ))}
          <Row label="Viability" a={String(a.result.viability.score)} b={String(b.result.viability.score)} />
          <Section label="Terms" />
          <Row label="Closing" a={date(a.input.startDate)} b={date(b.input.startDate)} />
          <Row label="Sold in month" a={String(a.input.saleMonth)} b={String(b.input.saleMonth)} />
          <Row label="Loan rate" a={share(a.input.loan?.rate)} b={share(b.input.loan?.rate)} />
          <Row label="Selling cost" a={share(a.input.sellingCostRate)} b={share(b.input.sellingCostRate)} />
          <Section label="Costs" />
          {linesOf(a, b).map(({ key, label, left, right }) => (
            <MoneyRow key={key} label={label} a={left} b={right} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/* A line of one side only counts as nothing on the other. */
function linesOf(a: Side, b: Side) {
  const keys = new Map<string, string>();
  for (const { key, label } of [...a.input.lines, ...b.input.lines]) keys.set(key, label);
  const order = (key: string) =>
    CATEGORIES.findIndex(
      ({ key: category }) =>
        category === [...a.input.lines, ...b.input.lines].find((line) => line.key === key)?.category,
    );
  const of = (side: Side, key: string) => side.input.lines.find((line) => line.key === key)?.amountCents ?? 0;
  return [...keys]
    .sort(([one], [other]) => order(one) - order(other))
    .map(([key, label]) => ({ key, label, left: of(a, key), right: of(b, key) }));
}

const Section = ({ label }: { label: string }) => (
  <tr data-section>
    <th scope="rowgroup" colSpan={4}>
      {label}
    </th>
  </tr>
);

function MoneyRow({ label, a, b }: { label: string; a: number | bigint; b: number | bigint }) {
  const change = BigInt(b) - BigInt(a);
  return (
    <tr data-same={change === 0n || undefined}>
      <th scope="row">{label}</th>
      <td>{money(a)}</td>
      <td>{money(b)}</td>
      <td>{change === 0n ? 'same' : money(change, { plus: true })}</td>
    </tr>
  );
}

function Row({ label, a, b }: { label: string; a: string; b: string }) {
  return (
    <tr data-same={a === b || undefined}>
      <th scope="row">{label}</th>
      <td>{a}</td>
      <td>{b}</td>
      <td>{a === b ? 'same' : 'differs'}</td>
    </tr>
  );
}
