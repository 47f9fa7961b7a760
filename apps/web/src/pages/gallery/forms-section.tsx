import { AutosaveStatus } from '@connect/ui/autosave-status';
import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { MoveButton } from '@connect/ui/move-button';
import { Panel } from '@connect/ui/panel';
import { PercentInput } from '@connect/ui/percent-input';
import { DrawBar } from '@connect/ui/progress-bars';
import { StickyFooter } from '@connect/ui/sticky-footer';
import { Button, Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';

/** Fields with help, error and live sums. */
export function FormsSection() {
  const [cents, setCents] = useState<number | null>(597074);
  const [rate, setRate] = useState<string | null>('0.08375');
  const [date, setDate] = useState<string | null>('2026-11-23');
  return (
    <div style={{ maxWidth: 460 }}>
      <Panel title="Record payment" aside={<AutosaveStatus state="saved" at="2026-11-23T18:41:00Z" />}>
        <FormGrid label="Record payment">
          <TextInput label="Loan" defaultValue="L-0147, 2401 24th Ave E" />
          <Half>
            <MoneyInput label="Amount" value={cents} onChange={setCents} />
          </Half>
          <Half>
            <DateInput label="Effective date" value={date} onChange={setDate} error="November has 30 days." />
          </Half>
          <Half>
            <PercentInput label="Rate" value={rate} onChange={setRate} description="The note’s rate" />
          </Half>
          <Half>
            <MoneyInput
              label="Fee"
              value={null}
              onChange={() => undefined}
              error="Use whole cents, like 5,970.74."
            />
          </Half>
          <Select label="Received by" data={['Wire', 'ACH', 'Check']} defaultValue="Wire" />
          <Textarea label="Note" description="Only staff sees it." autosize minRows={2} />
          <Checkbox label="Send a receipt" defaultChecked />
          <SegmentedControl data={['As asked', 'Cut to 17,400.00', 'Hold line']} aria-label="Decision" />
          <DrawBar before={30} to={70} />
          <FormActions faults={2}>
            <Button variant="default">Discard</Button>
            <Button>Record payment</Button>
          </FormActions>
        </FormGrid>
      </Panel>
      <p style={{ display: 'flex', gap: 16, marginTop: 12 }}>
        <AutosaveStatus state="saving" />
        <AutosaveStatus state="local" />
        <AutosaveStatus state="failed" />
      </p>
      <StickyFooter
        sums={[
          { key: 'a', label: 'Proposed for payment', value: money(cents) },
          { key: 'b', label: 'After 10% retainage', value: money(7598250) },
        ]}
        note="Approve opens when the waiver is in."
      >
        <Button variant="default">Hold</Button>
        <MoveButton
          blocked
          reason="Approve opens when the waiver is in."
          leftSection={<IconLock size={16} stroke={1.75} />}
        >
          Approve
        </MoveButton>
      </StickyFooter>
    </div>
  );
}
