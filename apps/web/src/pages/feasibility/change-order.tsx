import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { MoneyInput } from '@connect/ui/money-input';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import type { Order } from './types.ts';

/** Due day, fee and instructions of an order that is still open. */
export function ChangeOrder({ order, onClose }: { order: Order; onClose: () => void }) {
  const [dueDate, setDueDate] = useState<string | null>(order.dueDate);
  const [feeCents, setFeeCents] = useState(order.feeCents);
  const [instructions, setInstructions] = useState(order.instructions);
  const { submit, busy, problem } = useSubmit((body: object) =>
    api.patch<Order>('/v1/consultant-orders/{id}' as string, {
      path: { id: order.id },
      ifMatch: order.version,
      body,
    }),
  );
  const save = async () => {
    if (!(await submit({ ...(dueDate ? { dueDate } : {}), feeCents, instructions }))) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Order changed' });
    onClose();
  };
  return (
    <FormDrawer onClose={onClose} title="Change the order">
      <FormGrid label="Change the order" onSubmit={() => void save()}>
        <Half>
          <DateInput
            label="Due"
            value={dueDate}
            min={order.orderedDate}
            onChange={setDueDate}
            error={problem?.field('/dueDate')}
          />
        </Half>
        <Half>
          <MoneyInput
            label="Fee"
            value={feeCents}
            onChange={setFeeCents}
            error={problem?.field('/feeCents')}
          />
        </Half>
        <Textarea
          label="Instructions"
          autosize
          minRows={4}
          maxLength={5000}
          value={instructions}
          onChange={(event) => setInstructions(event.currentTarget.value)}
          error={problem?.field('/instructions')}
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </FormActions>
      </FormGrid>
    </FormDrawer>
  );
}
