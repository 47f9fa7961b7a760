import { ConditionCounts, ConditionList, type ConditionState } from '@connect/ui/condition-list';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { Split } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { HistoryPanel } from './history-panel.tsx';
import { InsurancePanel } from './insurance-panel.tsx';
import styles from './lending.module.css';
import type { LoanTabProps } from './loan-props.ts';
import { type AuditLine, isOpen } from './types.ts';

const STATES: Record<string, ConditionState> = {
  clear: 'clear',
  check: 'check',
  holds: 'holds',
  waived: 'overridden',
};

/** What the audit finds, each with its sentence; a check can be waived with a reason, what holds cannot. */
export function ConditionsTab({ loan }: LoanTabProps) {
  const can = useCan();
  const audit = useRecord('/v1/loans/{id}/audit', { id: loan.id });
  const [waiving, setWaiving] = useState<AuditLine | null>(null);
  const open = isOpen(loan);
  return (
    <Split
      aside={
        <>
          <InsurancePanel loan={loan} />
          <HistoryPanel loan={loan} />
        </>
      }
    >
      <Loaded query={audit} failed="The audit could not be loaded">
        {({ lines }) => {
          const conditions = lines.map((line) => ({
            key: line.rule,
            state: STATES[line.status] ?? ('check' as const),
            name: line.title,
            reason: line.waiver
              ? `${line.sentence} Waived by ${line.waiver.byName}: ${line.waiver.reason}`
              : line.sentence,
            ...(open && line.status === 'check' && can('approve:loans')
              ? {
                  action: (
                    <Button size="xs" variant="default" onClick={() => setWaiving(line)}>
                      Waive
                      <span className={styles.srOnly}> {line.title}</span>
                    </Button>
                  ),
                }
              : {}),
          }));
          return (
            <Panel
              title="Audit"
              note={
                open
                  ? 'What holds or wants a check keeps the loan from being approved.'
                  : 'As of today. It decided the approval and decides nothing now.'
              }
              flush
              aside={<ConditionCounts conditions={conditions} />}
            >
              <ConditionList conditions={conditions} fold={20} />
            </Panel>
          );
        }}
      </Loaded>
      {waiving ? <WaiveForm loanId={loan.id} line={waiving} onClose={() => setWaiving(null)} /> : null}
    </Split>
  );
}

function WaiveForm({ loanId, line, onClose }: { loanId: string; line: AuditLine; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const waive = useSubmit((text: string, { idempotencyKey }) =>
    api.post('/v1/loans/{id}/audit/waivers', {
      path: { id: loanId },
      idempotencyKey,
      body: { rule: line.rule, reason: text },
    }),
  );
  const submit = async () => {
    if (!reason.trim()) return setMissing(true);
    if (!(await waive.submit(reason.trim()))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${line.title} waived` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Waive: ${line.title}`}>
      <p className="sub" style={{ marginBottom: 16 }}>
        {line.sentence} The waiver counts as long as the finding stays word by word the same.
      </p>
      <FormGrid onSubmit={() => void submit()}>
        <Textarea
          label="Reason"
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          error={missing ? 'Say why in a sentence.' : waive.problem?.field('/reason')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
          data-autofocus
        />
        <ProblemNote problem={waive.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={waive.busy}>
            Waive
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
