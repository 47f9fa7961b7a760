import { ProofForm } from '@connect/ui/confirm-money';
import { Modal } from '@mantine/core';
import { prove, useProofKind, useStepUpDialog } from '../state/step-up.ts';
import { useSubmit } from '../state/use-submit.ts';

/** Asks for the code or the password when the API wants a fresh proof; the act then goes on by itself. */
export function StepUpDialog() {
  const asking = useStepUpDialog((state) => state.asking);
  const proof = useProofKind();
  const { submit, busy, problem } = useSubmit(async (value: string) => {
    await prove(value);
    return true;
  });
  if (!asking) return null;
  return (
    <Modal opened onClose={() => asking.done(false)} title="Confirm that it is you" withCloseButton={false}>
      <p className="sub" style={{ marginBottom: 16 }}>
        This moves money, overrides a decision or changes a setting. The proof holds for five minutes.
      </p>
      <ProofForm
        proof={proof}
        button="Confirm"
        busy={busy}
        error={problem?.detail ?? null}
        onCancel={() => asking.done(false)}
        onProof={async (value) => {
          if (await submit(value)) asking.done(true);
        }}
      />
    </Modal>
  );
}
