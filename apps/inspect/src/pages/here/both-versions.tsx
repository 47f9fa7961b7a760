import { statusOf } from '@connect/ui/status';
import { Button, Modal } from '@mantine/core';
import { useAppState } from '../../app/state.ts';
import { overrule, putAside } from '../../outbox/keep.ts';
import { sendNow } from '../../sync/sync.ts';
import { differences } from '../../visits/merge.ts';
import type { Visit } from '../../visits/model.ts';
import styles from './here.module.css';

type Props = { opened: boolean; visit: Visit; onClose: () => void };
const said = (percent: number | null) => (percent === null ? '–' : `${percent}%`);

/** The office's version beside this device's; one of them is chosen, and neither is deleted. */
export function BothVersions({ opened, visit, onClose }: Props) {
  const record = useAppState((state) => state.records.get(visit.id));
  const different = differences(visit, record);
  const canSend = visit.state === 'scheduled' || visit.state === 'in_progress' || visit.state === 'returned';
  const choose = (act: () => unknown) => () => {
    onClose();
    void act();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={620}
      title="Both versions"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={styles.lead}>
        {visit.address}. The office has this visit as {statusOf('inspection', visit.state).word.toLowerCase()}
        {visit.reason ? `: ${visit.reason}` : '.'}
      </p>
      {different.length ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Here</th>
              <th scope="col">Office</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ line, mine, theirs }) => (
              <tr key={line.id}>
                <th scope="row">{line.name}</th>
                <td>{said(mine)}</td>
                <td>{said(theirs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={styles.lead}>No line differs; only the state of the visit does.</p>
      )}
      {canSend ? null : (
        <p className={styles.lead}>
          The server takes no report in this state. Ask the office to return the visit if yours should count.
        </p>
      )}
      <div className={styles.moves}>
        <Button variant="default" onClick={choose(() => putAside(visit.id))}>
          The office’s counts
        </Button>
        {canSend ? (
          <Button onClick={choose(() => overrule(visit.id).then(() => sendNow(visit.id)))}>Send mine</Button>
        ) : (
          <Button onClick={choose(() => sendNow(visit.id))}>Try again</Button>
        )}
      </div>
    </Modal>
  );
}
