import { DAY_COUNTS } from '@connect/domain/daycount';
import { DateInput } from '@connect/ui/date-input';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { PercentInput } from '@connect/ui/percent-input';
import { Select, Switch } from '@mantine/core';
import { MonthInput } from './month-input.tsx';
import styles from './proforma.module.css';
import { LOAN_TERMS, type TypedInput, type TypedLoan } from './proforma-input.ts';

type TermsProps = {
  input: TypedInput;
  readOnly: boolean;
  fault: (pointer: string) => string | undefined;
  onChange: (part: Partial<TypedInput>) => void;
};

/** The loan's terms, or none for a deal in cash. */
export function LoanTerms({ input, readOnly, fault, onChange }: TermsProps) {
  const { loan } = input;
  const set = (part: Partial<TypedLoan>) => onChange({ loan: { ...(loan ?? LOAN_TERMS), ...part } });
  return (
    <Panel
      title="Loan"
      aside={
        <Switch
          label="With a loan"
          size="sm"
          checked={loan !== null}
          disabled={readOnly}
          onChange={(event) => onChange({ loan: event.currentTarget.checked ? LOAN_TERMS : null })}
        />
      }
    >
      {loan ? (
        <div className={styles.terms}>
          <PercentInput
            label="Rate"
            readOnly={readOnly}
            value={loan.rate}
            error={fault('/loan/rate')}
            onChange={(rate) => set({ rate })}
          />
          <PercentInput
            label="Loan to cost"
            readOnly={readOnly}
            value={loan.loanToCost}
            error={fault('/loan/loanToCost')}
            onChange={(loanToCost) => set({ loanToCost })}
          />
          <PercentInput
            label="Origination fee"
            readOnly={readOnly}
            value={loan.originationFeeRate}
            error={fault('/loan/originationFeeRate')}
            onChange={(originationFeeRate) => set({ originationFeeRate })}
          />
          <MonthInput
            label="Term, months"
            readOnly={readOnly}
            value={loan.months}
            error={fault('/loan/months')}
            onChange={(months) => set({ months })}
          />
          <Select
            label="Day count"
            readOnly={readOnly}
            allowDeselect={false}
            data={[...DAY_COUNTS]}
            value={loan.dayCount}
            onChange={(dayCount) => set({ dayCount: dayCount ?? LOAN_TERMS.dayCount })}
          />
        </div>
      ) : (
        <p className="sub">A deal in cash: the equity pays every cost.</p>
      )}
    </Panel>
  );
}

/** Closing, sale, and what the money is discounted by. */
export function SaleTerms({ input, readOnly, fault, onChange }: TermsProps) {
  return (
    <Panel title="Sale">
      <div className={styles.terms}>
        <MoneyInput
          label="Sales price"
          readOnly={readOnly}
          value={input.salesPriceCents}
          error={fault('/salesPriceCents')}
          onChange={(salesPriceCents) => onChange({ salesPriceCents })}
        />
        <PercentInput
          label="Selling cost"
          readOnly={readOnly}
          value={input.sellingCostRate}
          error={fault('/sellingCostRate')}
          onChange={(sellingCostRate) => onChange({ sellingCostRate })}
        />
        <DateInput
          label="Closing of the land"
          readOnly={readOnly}
          value={input.startDate}
          error={fault('/startDate')}
          onChange={(startDate) => onChange({ startDate })}
        />
        <MonthInput
          label="Sold in month"
          readOnly={readOnly}
          value={input.saleMonth}
          error={fault('/saleMonth')}
          onChange={(saleMonth) => onChange({ saleMonth })}
        />
        <PercentInput
          label="Discount rate"
          readOnly={readOnly}
          value={input.discountRate}
          error={fault('/discountRate')}
          onChange={(discountRate) => onChange({ discountRate })}
        />
      </div>
    </Panel>
  );
}
