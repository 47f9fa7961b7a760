import { bookDate, date, moment } from '@connect/ui/format';
import { type Move, MoveButton } from '@connect/ui/move-button';
import { PageHeader, Split } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { FileRows } from '../../components/file-rows.tsx';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { openDocument } from '../../state/documents.ts';
import { moveOf, useMove } from '../../state/use-move.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { Recipients } from './recipients.tsx';
import type { Envelope } from './types.ts';

/** One envelope: what is signed, by whom, how far it is. */
export function EnvelopePage() {
  const { id } = usePathParams<{ id: string }>();
  const envelope = useRecord('/v1/envelopes/{id}', { id });
  return (
    <Loaded query={envelope} failed="This envelope could not be loaded">
      {(record) => <Shown envelope={record} />}
    </Loaded>
  );
}

function Shown({ envelope }: { envelope: Envelope }) {
  usePageTitle(envelope.title);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Signatures', href: '/envelopes' }, { label: envelope.title }]}
        title={envelope.title}
        status={<StatusTag kind="envelope" state={envelope.state} variant="tag" />}
        facts={[
          envelope.loanId ? (
            <a key="loan" href={`/loans/${envelope.loanId}/documents`}>
              Open the loan
            </a>
          ) : null,
          envelope.stateReason,
        ].filter(Boolean)}
        actions={
          <>
            <StaffMoves envelope={envelope} />
            {envelope.certificateId ? (
              <Button
                leftSection={<IconCertificate size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => void openDocument(envelope.certificateId!)}
              >
                Certificate
              </Button>
            ) : null}
          </>
        }
      />
      <Split
        aside={
          <Panel title="Dates">
            <Facts
              items={[
                { label: 'Made by', value: envelope.createdByName },
                { label: 'Sent', value: moment(envelope.sentAt) },
                {
                  label: 'Expires',
                  value: date(envelope.expiresAt ? bookDate(envelope.expiresAt) : null),
                },
                { label: 'Signed by all', value: moment(envelope.completedAt) },
              ]}
            />
            {envelope.message ? <p style={{ marginTop: 12 }}>“{envelope.message}”</p> : null}
          </Panel>
        }
      >
        <Panel title="Signers" flush>
          <Recipients envelope={envelope} />
        </Panel>
        <Panel title="Documents" flush>
          <FileRows
            files={envelope.documents.map((document) => ({
              id: document.documentId,
              title: document.title,
              mediaType: 'application/pdf',
              state: 'ready',
              note: `Version ${document.number}, fingerprint ${document.sha256.slice(0, 12)}`,
            }))}
          />
        </Panel>
      </Split>
    </>
  );
}

/** What signers do comes from the signing page; a person sends or voids. */
function StaffMoves({ envelope }: { envelope: Envelope }) {
  const mover = useMove<Envelope>('envelopes', envelope);
  const [voiding, setVoiding] = useState<Move | null>(null);
  const end = moveOf(envelope.moves, 'void');
  const send = moveOf(envelope.moves, 'send');
  return (
    <>
      {voiding ? null : <ProblemNote problem={mover.problem} />}
      {end ? (
        <MoveButton
          variant="default"
          blocked={!end.allowed}
          {...(end.reason ? { reason: end.reason } : {})}
          onClick={() => setVoiding(end)}
        >
          Void
        </MoveButton>
      ) : null}
      {send ? (
        <MoveButton
          blocked={!send.allowed}
          {...(send.reason ? { reason: send.reason } : {})}
          loading={mover.busy === 'send'}
          onClick={() => void mover.move({ action: 'send' })}
        >
          Send
        </MoveButton>
      ) : null}
      <ReasonDialog asking={voiding} mover={mover} data={undefined} onClose={() => setVoiding(null)} />
    </>
  );
}
