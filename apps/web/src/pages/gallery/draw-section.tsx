import { ConditionCounts, ConditionList } from '@connect/ui/condition-list';
import { ConfirmMoney } from '@connect/ui/confirm-money';
import { ExplainNumber } from '@connect/ui/explain-number';
import { MoveButton, MoveButtons } from '@connect/ui/move-button';
import { Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Button, Group } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { toast } from '../../state/toasts.ts';

const CONDITIONS = [
  {
    key: 'waivers',
    state: 'holds' as const,
    name: 'Lien waivers paired',
    reason: '13 of 14 in. Sample Framing Co., unconditional, draw 4, $31,950.00. Asked Nov 20.',
    action: (
      <Button size="xs" leftSection={<IconMailForward size={16} stroke={1.75} />}>
        Remind
      </Button>
    ),
  },
  {
    key: 'insp',
    state: 'check' as const,
    name: 'Inspection supports amounts',
    reason: 'Roofing asked 70%, inspected 60%.',
    evidence: { label: 'Report', href: '#r' },
  },
  {
    key: 'credit',
    state: 'overridden' as const,
    name: 'Credit report fresh',
    reason: 'Two days old. Overridden by Stella Servicing.',
  },
  ...[
    'Title date-down clear',
    'Builder’s risk insurance',
    'Permit active',
    'Prior draw',
    'Loan standing',
    'Retainage',
  ].map((name) => ({
    key: name,
    state: 'clear' as const,
    name,
    reason: 'Current.',
    evidence: { label: 'Show', href: '#e' },
  })),
];

/** Conditions, explanations, moves and the last look before money moves. */
export function DrawSection() {
  const [confirming, setConfirming] = useState(false);
  return (
    <Stacked>
      <Panel title="Conditions" flush aside={<ConditionCounts conditions={CONDITIONS} />}>
        <ConditionList conditions={CONDITIONS} />
      </Panel>
      <Panel title="Moves">
        <Group gap={8}>
          <MoveButtons
            moves={[
              {
                action: 'approve',
                label: 'Approve $75,982.50',
                to: 'approved',
                allowed: false,
                reason: 'Approve opens when the waiver is in.',
              },
              { action: 'hold', label: 'Hold', to: 'held', allowed: true },
              { action: 'reject', label: 'Reject', to: 'rejected', allowed: true },
            ]}
            onMove={() => undefined}
          />
          <MoveButton variant="default" onClick={() => setConfirming(true)}>
            Release the file
          </MoveButton>
          <Button
            variant="default"
            onClick={() =>
              toast({
                tone: 'look',
                title: 'Payment P-20431 changed while you had it open',
                children: 'Stella Servicing matched it at 10:40 AM.',
              })
            }
          >
            Show a message
          </Button>
        </Group>
      </Panel>
      <Panel title="Terms">
        <Facts
          items={[
            { label: 'Rate', value: '9.00% fixed' },
            {
              label: 'Accrued interest',
              value: (
                <ExplainNumber
                  explanation={{
                    title: 'Accrued interest, Nov 23, 2026',
                    formula: ['Principal × 9.00% × days ÷ 360.', 'The first day counts, the last does not.'],
                    columns: ['Days', '', 'Principal', 'Interest'],
                    rows: [
                      ['Nov 1 to 4', 3, '778,830.71', '584.1230'],
                      ['Nov 4 to 23', 19, '868,920.71', '4,127.3734'],
                    ],
                    sum: { label: 'Sum, rounded once', value: '4,711.50' },
                    sources: [
                      { label: '22 postings', href: '#p' },
                      { label: 'Note 2.3', href: '#n' },
                    ],
                    copy: '4711.50',
                  }}
                >
                  $4,711.50
                </ExplainNumber>
              ),
            },
          ]}
        />
      </Panel>
      <ConfirmMoney
        opened={confirming}
        onClose={() => setConfirming(false)}
        title="Release ACH 2026-11-23-1?"
        facts={[
          { key: 'd', label: '3 draws, 3 loans', value: '11 payees by ACH' },
          { key: 't', label: 'Control total', value: '$214,306.75', strong: true },
          { key: 'a', label: 'Approved by', value: 'Stella Servicing and Sol Servicing' },
          {
            key: 'b',
            label: 'Bank details',
            value: '1 payee changed Nov 19, confirmed by call',
            tone: 'look',
          },
        ]}
        verb="Release"
        amountCents={21430675}
        proof="code"
        onConfirm={() => setConfirming(false)}
      >
        This sends money. The bank takes the file at 2:30 PM. After that a payment can be returned, not
        stopped.
      </ConfirmMoney>
    </Stacked>
  );
}
