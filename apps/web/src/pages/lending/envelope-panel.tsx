import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Loaded } from '../../components/loaded.tsx';
import { useRecord } from '../../state/use-record.ts';
import { Recipients } from '../signing/recipients.tsx';
import type { Envelope } from '../signing/types.ts';

/** Agreement and guaranty out for signature, with how far each signer is. */
export function EnvelopePanel({ id }: { id: string }) {
  const envelope = useRecord('/v1/envelopes/{id}', { id });
  return (
    <Loaded query={envelope} failed="The signatures could not be loaded">
      {(record: Envelope) => (
        <Panel
          title={record.documents.map(({ title }) => title).join(' and ')}
          note="Signed by link."
          flush
          aside={
            <>
              <StatusTag kind="envelope" state={record.state} />
              <a href={`/envelopes/${record.id}`}>Open envelope</a>
            </>
          }
        >
          <Recipients envelope={record} />
        </Panel>
      )}
    </Loaded>
  );
}
