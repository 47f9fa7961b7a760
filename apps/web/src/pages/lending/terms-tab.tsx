import { date, moment, money, rate } from '@connect/ui/format';
import { Split } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { useCan } from '../../state/session.ts';
import { HistoryPanel } from './history-panel.tsx';
import type { LoanTabProps } from './loan-props.ts';
import { TermsForm } from './terms-form.tsx';
import { isOpen, type Loan } from './types.ts';

/** The terms as agreed; they change only while the loan is not approved. */
export function TermsTab({ loan }: LoanTabProps) {
  const can = useCan();
  return (
    <Split aside={<HistoryPanel loan={loan} />}>
      {isOpen(loan) && can('write:loans') ? (
        <TermsForm loan={loan} />
      ) : (
        <Panel title="Terms">
          <Facts items={termsOf(loan)} />
        </Panel>
      )}
      <Panel title="Property">
        <Facts
          items={[
            { label: 'Address', value: `${loan.address}${loan.unit ? `, ${loan.unit}` : ''}` },
            { label: 'City', value: `${loan.city}, ${loan.stateCode} ${loan.zip}` },
            { label: 'Parcel', value: loan.parcelNumber ?? '–' },
            { label: 'Value as completed', value: money(loan.valueCents) },
          ]}
        />
        <p className="label" style={{ marginTop: 12 }}>
          Legal description
        </p>
        <p style={{ overflowWrap: 'anywhere' }}>{loan.legalDescription ?? '–'}</p>
      </Panel>
      <Settled loan={loan} />
    </Split>
  );
}

/** Every term with its value, for reading. */
export const termsOf = (loan: Loan) => [
  { label: 'Loan amount', value: money(loan.amountCents) },
  { label: 'Rate', value: `${rate(loan.rate)} fixed` },
  { label: 'Day count', value: loan.dayCount },
  { label: 'Term', value: `${loan.months} months` },
  { label: 'Funded', value: date(loan.fundedOn) },
  { label: 'Matures', value: date(loan.maturityDate) },
  {
    label: 'Interest',
    value: loan.interestFrom === 'reserve' ? 'Out of the interest reserve' : 'Billed monthly',
  },
  { label: 'Origination fee', value: money(loan.originationFeeCents) },
  { label: 'Exit fee', value: money(loan.exitFeeCents) },
  { label: 'Minimum interest', value: money(loan.minimumInterestCents) },
  { label: 'Default rate, on top', value: rate(loan.defaultRate) },
  { label: 'Late fee', value: `${rate(loan.lateFeeRate)} after ${loan.graceDays} days` },
  { label: 'Retainage', value: rate(loan.retainageRate) },
];

function Settled({ loan }: { loan: Loan }) {
  if (!loan.funding && loan.recordings.length === 0) return null;
  const { funding } = loan;
  return (
    <Panel title="Funding and recording">
      <Facts
        items={[
          ...(funding
            ? [
                { label: 'Wired to escrow', value: money(funding.wireCents) },
                {
                  label: 'Escrow',
                  value: [funding.escrowAgent, funding.escrowNumber].filter(Boolean).join(', '),
                },
                { label: 'Wire reference', value: funding.wireReference ?? '–' },
                { label: 'Settled', value: date(funding.fundedOn) },
                { label: 'By', value: `${funding.fundedBy ?? '–'}, ${moment(funding.fundedAt)}` },
              ]
            : []),
          ...loan.recordings.flatMap((each) => [
            {
              label: each.kind === 'reconveyance' ? 'Reconveyance' : 'Deed of trust',
              value: `${each.county} County ${each.recordingNumber}, ${date(each.recordedOn)}`,
            },
            ...(each.titlePolicyNumber
              ? [
                  {
                    label: 'Title policy',
                    value: [each.titlePolicyNumber, each.titleInsurer].filter(Boolean).join(', '),
                  },
                ]
              : []),
          ]),
        ]}
      />
    </Panel>
  );
}
