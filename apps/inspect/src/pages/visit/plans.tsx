import { Button, Modal } from '@mantine/core';
import { IconFileTypePdf, IconMap2 } from '@tabler/icons-react';
import { useState } from 'react';
import { database, useAppState } from '../../app/state.ts';
import { readPlan } from '../../sync/wire.ts';
import type { Plan } from '../../visits/model.ts';
import styles from './plans.module.css';

/** The project's plan sets; kept on the device at the download, so that they open on site. */
export function Plans({ plans }: { plans: Plan[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        className={styles.button}
        variant="default"
        leftSection={<IconMap2 size={20} stroke={1.75} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        Plans
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Plans"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {plans.length ? (
          <ul className={styles.plans}>
            {plans.map((plan) => (
              <PlanRow key={plan.documentId} plan={plan} />
            ))}
          </ul>
        ) : (
          <p className={styles.none}>No plan set of this project was shared with you.</p>
        )}
      </Modal>
    </>
  );
}

function PlanRow({ plan }: { plan: Plan }) {
  const offline = useAppState((state) => state.offlineSince !== null);
  const [fault, setFault] = useState(false);
  const open = async () => {
    setFault(false);
    // Before anything is awaited: browsers open windows only within the touch itself.
    const page = window.open('', '_blank');
    try {
      const kept = await (await database()).get('plans', plan.documentId);
      const url = URL.createObjectURL(kept ?? (await readPlan(plan.documentId)));
      if (page) page.location.href = url;
    } catch {
      page?.close();
      setFault(true);
    }
  };
  return (
    <li>
      <button type="button" onClick={() => void open()}>
        <IconFileTypePdf size={22} stroke={1.5} aria-hidden="true" />
        <span>
          <b>{plan.title}</b>
          <small>{(plan.sizeBytes / 1_000_000).toFixed(1)} MB</small>
        </span>
      </button>
      {fault ? (
        <p role="alert">
          {offline
            ? 'Too large to keep here. It opens with a signal.'
            : 'The plan could not be opened. Try again.'}
        </p>
      ) : null}
    </li>
  );
}
