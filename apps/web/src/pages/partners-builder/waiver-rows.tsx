import { statusOf } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import type { DrawPaper } from '../servicing/types.ts';
import { PAPER_FILES, useReceiveWaiver } from '../servicing/waiver-acts.tsx';
import styles from './draw-form.module.css';
import { useAskPayee } from './use-ask-payee.ts';

const OPEN = ['required', 'requested'];

/** Waivers with what each waits for: upload the signed form, or have the payee asked. */
export function WaiverRows({ drawId, papers }: { drawId: string; papers: readonly DrawPaper[] }) {
  const { receive, busy, problem } = useReceiveWaiver(drawId);
  const asker = useAskPayee();
  if (papers.length === 0)
    return (
      <p className={`sub ${styles.line}`}>None is needed yet. They follow from the amounts and invoices.</p>
    );
  return (
    <>
      <ul className={styles.rows}>
        {papers.map((paper) => {
          const id = paper.waiverId ?? '';
          const { icon, word, tone } = statusOf('waiver', paper.waiverState ?? 'required');
          return (
            <li key={id}>
              <span className={styles.rowText}>
                <b>{paper.party}</b>
                <span className="label">{paper.title}</span>
              </span>
              <Mark icon={icon} tone={tone === 'hold' ? 'look' : tone}>
                {word}
              </Mark>
              {OPEN.includes(paper.waiverState ?? '') ? (
                <span className={styles.chips}>
                  <Button
                    variant="default"
                    loading={asker.busy}
                    aria-label={`Ask to sign: ${paper.title}, ${paper.party}`}
                    onClick={() => void asker.ask([id])}
                  >
                    Ask to sign
                  </Button>
                  <FileButton accept={PAPER_FILES} onChange={(file) => file && void receive(id, file)}>
                    {(props) => (
                      <Button
                        {...props}
                        variant="default"
                        loading={busy}
                        aria-label={`Upload: ${paper.title}, ${paper.party}`}
                        leftSection={<IconUpload size={16} stroke={1.75} />}
                      >
                        Upload
                      </Button>
                    )}
                  </FileButton>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {problem ? (
        <div className={styles.line}>
          <ProblemNote problem={problem} />
        </div>
      ) : null}
    </>
  );
}
