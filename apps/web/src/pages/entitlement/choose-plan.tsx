import { EmptyState } from '@connect/ui/empty-state';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHomeStar } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote, QueryError } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './entitlement.module.css';
import { planLine } from './plan-words.ts';
import type { PlanSelection, Project } from './types.ts';

const NUMBER = { key: 'number', desc: false };
const plain = (text: string): string | undefined =>
  /^\d+(\.\d+)?$/.test(text.trim()) ? text.trim() : undefined;

/** Finds a plan that fits the lot and chooses it for the project. */
export function ChoosePlan({ project, onClose }: { project: Project; onClose: () => void }) {
  const [q, setQ] = useState('');
  const [width, setWidth] = useState('');
  const [bedrooms, setBedrooms] = useState('');
  const [asked] = useDebouncedValue({ q, maxWidthFeet: plain(width), bedrooms: plain(bedrooms) }, 200);
  const plans = useList('/v1/plans', {
    filters: { ...asked, q: asked.q || undefined },
    sort: NUMBER,
    limit: 20,
  });
  const { submit, busy, problem } = useSubmit((planId: string, { idempotencyKey }) =>
    api.post<PlanSelection>('/v1/projects/{id}/plan-selections' as string, {
      path: { id: project.id },
      body: { planId },
      idempotencyKey,
    }),
  );
  const choose = async (planId: string) => {
    const chosen = await submit(planId);
    if (!chosen) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${chosen.plan.number} chosen for ${project.address}` });
    onClose();
  };
  return (
    <FormDrawer title="Choose a plan" onClose={onClose} size={560}>
      <div className={styles.filters}>
        <TextInput
          label="Number, name or architect"
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="Width up to, ft"
          inputMode="decimal"
          value={width}
          onChange={(event) => setWidth(event.currentTarget.value)}
        />
        <TextInput
          label="Bedrooms"
          inputMode="numeric"
          value={bedrooms}
          onChange={(event) => setBedrooms(event.currentTarget.value)}
        />
      </div>
      <ProblemNote problem={problem} />
      {plans.problem ? (
        <QueryError problem={plans.problem} failed="Plans could not be loaded" onRetry={plans.retry} />
      ) : plans.loading ? (
        <LinesSkeleton />
      ) : plans.items.length === 0 ? (
        <EmptyState icon={IconHomeStar} title="No plan fits">
          Widen the search, or add a plan to the library.
        </EmptyState>
      ) : (
        <ul className={styles.choices} aria-label="Plans">
          {plans.items.map((plan) => (
            <li key={plan.id} className={styles.choice}>
              <span>
                <b>
                  {plan.number}, {plan.name}
                </b>
                <span className="label" style={{ display: 'block' }}>
                  {planLine(plan)}
                </span>
              </span>
              <Button
                variant="default"
                loading={busy}
                aria-label={`Choose ${plan.number}`}
                onClick={() => void choose(plan.id)}
              >
                Choose
              </Button>
            </li>
          ))}
        </ul>
      )}
      {plans.hasMore ? (
        <Button variant="default" mt="md" loading={plans.loadingMore} onClick={plans.more}>
          Show more
        </Button>
      ) : null}
    </FormDrawer>
  );
}
