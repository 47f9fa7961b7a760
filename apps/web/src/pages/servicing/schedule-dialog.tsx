import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { bookDate } from '@connect/ui/format';
import { addDays } from '@connect/ui/parse';
import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { useMove } from '../../state/use-move.ts';
import { useInspectors } from './use-inspectors.ts';

/** Plans the visit of a draw: who, and on which day. */
export function ScheduleDialog({
  draw,
  onClose,
}: {
  draw: { id: string; version: number; number: number | null; address: string };
  onClose: () => void;
}) {
  const inspectors = useInspectors();
  const today = bookDate(new Date());
  const [chosen, setInspector] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(addDays(today, 1));
  const [tried, setTried] = useState(false);
  const mover = useMove('draws', draw, { onDone: onClose, done: 'Inspection scheduled' });
  const inspectorId = chosen ?? (inspectors.length === 1 ? inspectors[0]!.value : null);
  const save = () => {
    setTried(true);
    if (inspectorId && day)
      void mover.move({ action: 'schedule_inspection', data: { inspectorId, date: day } });
  };
  return (
    <Modal opened onClose={onClose} title="Schedule inspection">
      <FormGrid onSubmit={save}>
        <p className="sub">
          Draw {draw.number}, {draw.address}. The inspector sees the visit in the inspection app, with or
          without a signal.
        </p>
        <Select
          label="Inspector"
          data={inspectors}
          value={inspectorId}
          onChange={setInspector}
          searchable
          nothingFoundMessage="No inspector of this name"
          error={
            mover.problem?.field('/data/inspectorId') ??
            (tried && !inspectorId ? 'Choose who visits the site.' : undefined)
          }
        />
        <DateInput
          label="Day of the visit"
          value={day}
          onChange={setDay}
          min={today}
          error={mover.problem?.field('/data/date') ?? (tried && !day ? 'Choose the day.' : undefined)}
        />
        <ProblemNote problem={mover.problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={mover.busy !== null}>
            Schedule inspection
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
