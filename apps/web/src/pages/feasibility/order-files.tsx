import { moment } from '@connect/ui/format';
import { FileRows } from '../../components/file-rows.tsx';
import type { Order } from './types.ts';

type Deliverable = Order['deliverables'][number];

/** What was attached to an order; the newest first, each saying when it was handed in. */
export function OrderFiles({ order }: { order: Order }) {
  const newest = [...order.deliverables].sort((a, b) => (a.uploadedAt < b.uploadedAt ? 1 : -1));
  return (
    <FileRows
      files={newest.map((file: Deliverable) => ({
        id: file.documentId,
        title: file.title,
        mediaType: file.mediaType,
        state: file.state,
        note: file.deliveredAt
          ? `Handed in ${moment(file.deliveredAt)}`
          : `Attached ${moment(file.uploadedAt)}, not handed in yet`,
      }))}
    />
  );
}

/** The kind under which a report of this type is filed. */
export const kindOf = (type: string): string =>
  type === 'survey' ? 'survey' : type === 'title' ? 'title_report' : `${type}_report`;
