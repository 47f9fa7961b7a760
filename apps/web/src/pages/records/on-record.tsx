import { time } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { Timeline } from '@connect/ui/timeline';
import { Loaded } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { useRecord } from '../../state/use-record.ts';

/** The last entries of the audit trail about a record: changes and looks at what is sealed. For those who read the trail. */
export function OnRecord({ type, id }: { type: string; id: string }) {
  const can = useCan();
  const reads = can('read:audit');
  const events = useRecord(
    '/v1/audit-events',
    {},
    { query: { subjectType: type, subjectId: id, limit: 8 }, enabled: reads },
  );
  if (!reads) return null;
  return (
    <Panel title="On record" aside={<a href={`/audit?subjectType=${type}&subjectId=${id}`}>All</a>}>
      <Loaded
        query={events}
        failed="The audit trail could not be loaded"
        waiting={<LinesSkeleton lines={3} />}
      >
        {({ items }) =>
          items.length ? (
            <Timeline
              label="On record"
              events={items.map((event) => ({
                id: event.id,
                at: event.at,
                text: event.title,
                by: `${event.actorName}, ${time(event.at)}`,
              }))}
            />
          ) : (
            <p className="sub">Nothing has happened to this record yet.</p>
          )
        }
      </Loaded>
    </Panel>
  );
}
