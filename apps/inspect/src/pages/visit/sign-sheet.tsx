import { count } from '@connect/ui/format';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useAppState } from '../../app/state.ts';
import { signVisit } from '../../outbox/keep.ts';
import type { Visit, VisitRecord } from '../../visits/model.ts';
import { unexplained } from '../../visits/percent.ts';
import { Judged } from './judged.tsx';
import styles from './sign-sheet.module.css';

type Props = { opened: boolean; visit: Visit; record: VisitRecord; onClose: () => void };

/** The last look: every line with what it was, then the inspector's typed name. */
export function SignSheet({ opened, visit, record, onClose }: Props) {
  const phone = useMediaQuery('(max-width: 743px)');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      fullScreen={phone}
      radius={phone ? 0 : undefined}
      size={620}
      title="Look it over, then sign"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Form visit={visit} record={record} onClose={onClose} />
    </Modal>
  );
}

function Form({ visit, record, onClose }: Omit<Props, 'opened'>) {
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const photos = useAppState(
    (state) =>
      [...state.photos.values()].filter((photo) => photo.visitId === visit.id && photo.round === record.round)
        .length,
  );
  const down = unexplained(visit.lines, record);
  const submit = async () => {
    if (name.trim().length < 2) return setFault('Type your full name.');
    if (await signVisit(visit.id, name)) onClose();
    else setFault('The signature was not kept on this device. Try again.');
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className={styles.lead}>
        {visit.address}. {count(visit.lines.length, 'line')}, {count(photos, 'photo')}.
      </p>
      {down.length ? (
        <p className={styles.down}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />
          <span>
            {down.map((line) => line.name).join(', ')} went down since the last visit. A note saying why
            spares a call.
          </span>
        </p>
      ) : null}
      <Judged visit={visit} record={record} />
      <TextInput
        label="Your full name"
        description="Typing it signs this inspection: what you recorded is what you saw on site."
        autoComplete="name"
        value={name}
        error={fault}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setFault(null);
        }}
      />
      <div className={styles.moves}>
        <Button variant="default" onClick={onClose}>
          Back to the lines
        </Button>
        <Button type="submit">Sign and finish</Button>
      </div>
    </form>
  );
}
