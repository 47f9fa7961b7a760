import { AutosaveStatus } from '@connect/ui/autosave-status';
import { date, money, rate } from '@connect/ui/format';
import { Notice } from '@connect/ui/page';
import { StickyFooter } from '@connect/ui/sticky-footer';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconDeviceMobile } from '@tabler/icons-react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { usePageTitle } from '../../app/page-title.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { useUser } from '../../state/session.ts';
import type { Draw } from '../servicing/types.ts';
import { AmountsStep } from './amounts-step.tsx';
import { CheckStep } from './check-step.tsx';
import { DocumentsStep } from './documents-step.tsx';
import styles from './draw-form.module.css';
import { MissingBefore } from './missing-before.tsx';
import { SendButton } from './send-button.tsx';
import { useDrawDraft } from './use-draw-draft.ts';

const STEPS = ['Amounts', 'Documents', 'Check and send'] as const;

/** A draw request in three steps, phone first; every step is saved as it is typed. */
export function DrawForm({ draw }: { draw: Draw }) {
  const next = (draw.lastDrawNumber ?? 0) + 1;
  usePageTitle(`Request draw ${next}, ${draw.address}`, `Request draw ${next}`);
  const { role } = useUser();
  const state = useDrawDraft(draw);
  const navigate = useNavigate();
  const step = useStep();
  const go = (to: number) => {
    void state.autosave.flush();
    void navigate({ to: '.', search: (to === 1 ? {} : { step: String(to) }) as never });
    window.scrollTo({ top: 0 });
  };
  const { sums, autosave } = state;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <a href={role === 'builder' ? '/draws' : `/loans/${draw.loanId}`} className={styles.back}>
          <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
          {role === 'builder' ? 'My draws' : draw.loanNumber}
        </a>
        <AutosaveStatus
          state={autosave.state === 'idle' ? 'saved' : autosave.state}
          at={autosave.savedAt ?? draw.updatedAt}
        />
      </div>
      <h1 className={styles.title}>{draw.address}</h1>
      <p className="sub">
        Request draw {next}. Loan {draw.loanNumber}.
        {draw.lastDrawPaidOn
          ? ` Last draw ${money(draw.lastDrawCents)}, paid ${date(draw.lastDrawPaidOn)}.`
          : ''}
      </p>
      <ol className={styles.steps} aria-label="Steps">
        {STEPS.map((name, at) => (
          <li key={name} data-done={at + 1 <= step || undefined}>
            <button
              type="button"
              aria-current={at + 1 === step ? 'step' : undefined}
              onClick={() => go(at + 1)}
            >
              {at + 1} {name}
            </button>
          </li>
        ))}
      </ol>
      <ProblemNote problem={autosave.problem} />
      {autosave.left ? (
        <Notice
          tone="look"
          icon={<IconDeviceMobile size={18} stroke={1.75} />}
          action={
            <span className={styles.choices}>
              <button
                type="button"
                onClick={() => {
                  if (autosave.left) state.takeOver(autosave.left);
                  autosave.discardLocal();
                }}
              >
                Take it over
              </button>
              <button type="button" onClick={autosave.discardLocal}>
                Leave it
              </button>
            </span>
          }
        >
          Something you typed earlier is only on this device.
        </Notice>
      ) : null}
      {step === 1 ? <MissingBefore draw={draw} /> : null}
      {step === 1 ? <AmountsStep state={state} /> : null}
      {step === 2 ? <DocumentsStep state={state} /> : null}
      {step === 3 ? <CheckStep state={state} /> : null}
      <div className={styles.spacer} />
      <StickyFooter
        sums={[
          {
            key: 'requested',
            label: `Requested, ${sums.lineCount} ${sums.lineCount === 1 ? 'line' : 'lines'}`,
            value: money(sums.requestedCents),
          },
          { key: 'about', label: retainageWords(draw), value: money(sums.aboutCents) },
        ]}
      >
        {step < 3 ? (
          <Button size="md" onClick={() => go(step + 1)}>
            {step === 1 ? 'Next: documents' : 'Next: check and send'}
          </Button>
        ) : (
          <SendButton state={state} />
        )}
      </StickyFooter>
    </div>
  );
}

function useStep(): number {
  const step = useRouterState({
    select: (router) => Number((router.location.search as { step?: string }).step ?? 1),
  });
  return step >= 1 && step <= STEPS.length ? Math.floor(step) : 1;
}

/* One rate on every line that withholds is named; several are not. */
function retainageWords(draw: Draw): string {
  const rates = [...new Set(draw.lines.map((line) => line.retainageRate).filter((each) => Number(each) > 0))];
  if (rates.length === 0) return 'About';
  return rates.length === 1 ? `About, after ${rate(rates[0]!, 0)} retainage` : 'About, after retainage';
}
