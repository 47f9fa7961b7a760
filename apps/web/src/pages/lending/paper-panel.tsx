import { date, moment } from '@connect/ui/format';
import { Facts, Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { openDocument } from '../../state/documents.ts';
import { useCan } from '../../state/session.ts';
import { PaperForm } from './paper-form.tsx';
import type { Loan, LoanDocument } from './types.ts';

/** Note or deed of trust: signed in ink, complete only with the facts that the paper gives. */
export function PaperPanel({
  loan,
  paper,
  first,
}: {
  loan: Loan;
  paper: LoanDocument;
  /** The first that waits: its button is the page's primary one. */
  first: boolean;
}) {
  const can = useCan();
  const [recording, setRecording] = useState(false);
  const complete = paper.state === 'complete';
  const writes = can('write:loans') && loan.state === 'documents_out';
  return (
    <Panel
      title={paper.title}
      note="Signed on paper."
      aside={
        <Mark icon={complete ? IconCircleCheck : IconAlertTriangle} tone={complete ? 'ok' : 'look'}>
          {complete ? 'Complete' : 'Waits for the paper'}
        </Mark>
      }
    >
      {complete ? <Facts items={factsOf(paper)} /> : <p className="sub">{paper.missing}</p>}
      <Group gap={8} mt={14}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileTypePdf size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void openDocument(paper.documentId)}
        >
          Print
        </Button>
        {paper.scanDocumentId ? (
          <Button size="xs" variant="default" onClick={() => void openDocument(paper.scanDocumentId!)}>
            Signed copy
          </Button>
        ) : null}
        {writes ? (
          <Button size="xs" variant={first ? 'filled' : 'default'} onClick={() => setRecording(true)}>
            {complete ? 'Correct' : 'Record the signed paper'}
          </Button>
        ) : null}
      </Group>
      {recording ? <PaperForm loan={loan} paper={paper} onClose={() => setRecording(false)} /> : null}
    </Panel>
  );
}

const factsOf = (paper: LoanDocument) => [
  { label: 'Signed', value: date(paper.signedOn) },
  ...(paper.kind === 'note'
    ? [
        { label: 'Original kept by', value: paper.custodian ?? '–' },
        { label: 'Where', value: paper.custodianLocation ?? '–' },
      ]
    : [
        { label: 'Notary', value: paper.notaryName ?? '–' },
        {
          label: 'Commission',
          value: `${paper.notaryCommission ?? '–'}${paper.notaryCommissionExpiresOn ? `, to ${date(paper.notaryCommissionExpiresOn)}` : ''}`,
        },
        { label: 'Acknowledged', value: date(paper.notarizedOn) },
      ]),
  { label: 'Recorded here', value: `${paper.completedByName ?? '–'}, ${moment(paper.completedAt)}` },
];
