import { FormGrid, Half } from '@connect/ui/form-grid';
import { money, percent, rate, words } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Notice, Split } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { PercentInput } from '@connect/ui/percent-input';
import { StickyFooter } from '@connect/ui/sticky-footer';
import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { PartyPicker, type Picked } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { ActDate, today } from './act-date.tsx';
import styles from './lending.module.css';
import { costsOf, type FinancedDraft, financed } from './loan-draft.ts';
import { PRODUCTS, type Proforma, type Project } from './types.ts';

/** What differs from the project; an empty field takes the project's. */
type Override = {
  product: string;
  borrower: Picked | null;
  guarantor: Picked | null;
  amountCents: number | null;
  rate: string | null;
  months: number | null;
  on: string | null;
};

export function NewLoanForm({ project, proforma }: { project: Project; proforma: Proforma | null }) {
  const router = useRouter();
  const [form, setForm] = useState<Override>({
    product: 'construction',
    borrower: null,
    guarantor: null,
    amountCents: null,
    rate: null,
    months: null,
    on: today(),
  });
  const set = (part: Partial<Override>) => setForm((old) => ({ ...old, ...part }));
  const terms = proforma?.input.loan ?? null;
  const costs = useMemo(() => (proforma ? costsOf(proforma, form.product) : []), [proforma, form.product]);
  const land = form.product === 'land';
  const amount = form.amountCents ?? (land ? null : (proforma?.loanAmountCents ?? null));
  const draft = useMemo(() => financed(costs, amount ?? 0), [costs, amount]);
  const make = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post('/v1/loans', { idempotencyKey, body }),
  );
  const submit = async () => {
    const loan = await make.submit({
      projectId: project.id,
      product: form.product,
      ...(form.borrower ? { borrowerId: form.borrower.id } : {}),
      ...(form.guarantor ? { guarantorIds: [form.guarantor.id] } : {}),
      ...(form.amountCents ? { amountCents: form.amountCents } : {}),
      ...(form.rate ? { rate: form.rate } : {}),
      ...(form.months ? { months: form.months } : {}),
      ...(form.on && form.on !== today() ? { effectiveDate: form.on } : {}),
    });
    if (!loan) return;
    await refreshAll();
    void router.navigate({ href: `/loans/${loan.id}` });
  };
  return (
    <div className={styles.gap}>
      {proforma ? null : (
        <div style={{ marginBottom: 16 }}>
          <Notice tone="look" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
            The project has no base proforma. Give amount, rate and term; the budget starts empty.
          </Notice>
        </div>
      )}
      <Split
        aside={
          <>
            <Panel title="Taken over from the project">
              <Facts
                items={[
                  { label: 'Address', value: `${project.address}${project.unit ? `, ${project.unit}` : ''}` },
                  { label: 'City', value: `${project.city}, ${project.state} ${project.zip}` },
                  { label: 'Project', value: project.number ?? '–' },
                  { label: 'Borrower: the builder', value: project.builderName ?? 'Not named yet' },
                  { label: 'Guarantor', value: 'Who signs for the borrower' },
                ]}
              />
            </Panel>
            <Panel title="Taken over from the proforma">
              <Facts
                items={[
                  {
                    label: 'Proforma',
                    value: proforma ? (
                      <a href={`/proformas/${proforma.id}`}>
                        {proforma.name}, version {proforma.latestVersion}
                      </a>
                    ) : (
                      '–'
                    ),
                  },
                  { label: 'Loan', value: money(proforma?.loanAmountCents ?? null) },
                  { label: 'Rate', value: rate(terms?.rate ?? null) },
                  { label: 'Term', value: terms ? `${terms.months} months` : '–' },
                  { label: 'Day count', value: terms?.dayCount ?? 'actual/360' },
                  { label: 'Sales price', value: money(proforma?.salesPriceCents ?? null) },
                ]}
              />
            </Panel>
          </>
        }
      >
        <Panel title="What differs" note="Leave a field empty to take over what the project has.">
          <FormGrid onSubmit={() => void submit()} label="New loan">
            <div>
              <SegmentedControl
                aria-label="Product"
                value={form.product}
                onChange={(product) => set({ product })}
                data={PRODUCTS.map(({ value, label }) => ({ value, label: `${label} loan` }))}
              />
            </div>
            <Half>
              <MoneyInput
                label="Loan amount"
                placeholder={
                  land
                    ? 'The share that the product allows'
                    : money(proforma?.loanAmountCents ?? null, { sign: false })
                }
                value={form.amountCents}
                onChange={(amountCents) => set({ amountCents })}
                error={make.problem?.field('/amountCents')}
              />
            </Half>
            <Half>
              <PercentInput
                label="Rate"
                placeholder={rate(terms?.rate ?? null).replace('%', '')}
                value={form.rate}
                onChange={(value) => set({ rate: value })}
                error={make.problem?.field('/rate')}
              />
            </Half>
            <Half>
              <NumberInput
                label="Term in months"
                placeholder={terms ? String(terms.months) : ''}
                min={1}
                max={360}
                allowDecimal={false}
                value={form.months ?? ''}
                onChange={(value) => set({ months: value === '' ? null : Number(value) })}
                error={make.problem?.field('/months')}
              />
            </Half>
            <Half>
              <ActDate
                value={form.on}
                onChange={(on) => set({ on })}
                error={make.problem?.field('/effectiveDate')}
              />
            </Half>
            <PartyPicker
              label="Borrower"
              only="entities"
              placeholder={project.builderName ?? 'Name the borrower'}
              value={form.borrower}
              onChange={(borrower) => set({ borrower })}
              error={make.problem?.field('/borrowerId')}
            />
            <PartyPicker
              label="Guarantor"
              only="contacts"
              placeholder="Who signs for the borrower"
              value={form.guarantor}
              onChange={(guarantor) => set({ guarantor })}
              error={make.problem?.field('/guarantorIds/0')}
            />
            <ProblemNote problem={make.problem} />
          </FormGrid>
        </Panel>
        {draft.lines.length ? <DraftBudget draft={draft} unknown={amount === null} /> : null}
      </Split>
      <StickyFooter
        sums={[
          { key: 'loan', label: 'Loan', value: money(amount) },
          { key: 'cost', label: 'Cost', value: money(draft.cost) },
          { key: 'ltc', label: 'Loan to cost', value: share(amount, draft.cost) },
          {
            key: 'ltv',
            label: 'Loan to value',
            value: share(amount, land ? draft.cost : (proforma?.salesPriceCents ?? 0)),
          },
          { key: 'equity', label: 'Borrower brings', value: amount === null ? '–' : money(draft.equity) },
        ]}
        note={amount === null ? null : `${money(draft.advance)} goes out at funding: land and fees.`}
      >
        <Button onClick={() => void submit()} loading={make.busy}>
          Make the loan
        </Button>
      </StickyFooter>
    </div>
  );
}

const share = (part: number | null, whole: number): string =>
  part === null || whole <= 0 ? '–' : percent((part / whole) * 100);

function DraftBudget({ draft, unknown }: { draft: FinancedDraft; unknown: boolean }) {
  return (
    <Panel
      title="Budget"
      note="The proforma line by line. The borrower’s money goes in first: land, soft costs, then hard costs."
      flush
    >
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption>Budget of the loan</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Kind</th>
              <th scope="col" data-right>
                Cost
              </th>
              <th scope="col" data-right>
                Loan pays
              </th>
              <th scope="col" data-right>
                Borrower brings
              </th>
            </tr>
          </thead>
          <tbody>
            {draft.lines.map((line) => (
              <tr key={line.key}>
                <td>{line.name}</td>
                <td className="sub">{words(line.kind)}</td>
                <td data-right>{money(line.cost, { sign: false })}</td>
                <td data-right>{unknown ? '–' : money(line.loan, { sign: false })}</td>
                <td data-right>{unknown ? '–' : money(line.equity, { sign: false })}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>Total</td>
              <td />
              <td data-right>{money(draft.cost, { sign: false })}</td>
              <td data-right>{unknown ? '–' : money(draft.loan, { sign: false })}</td>
              <td data-right>{unknown ? '–' : money(draft.equity, { sign: false })}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}
