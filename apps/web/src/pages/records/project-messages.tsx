import { EmptyState } from '@connect/ui/empty-state';
import { IconSend } from '@tabler/icons-react';
import { useList } from '../../state/use-list.ts';
import { MessageList } from './message-list.tsx';
import type { Project } from './types.ts';

/** What was written to people about one project. */
export function ProjectMessagesTab({ project }: { project: Project }) {
  const messages = useList('/v1/outbox', { filters: { projectId: project.id }, withTotal: true });
  return (
    <MessageList
      messages={messages}
      addresses={null}
      empty={
        <EmptyState icon={IconSend} title="No message yet">
          E-mails and texts about this project appear here: the answer to the lead, orders, requests to sign.
        </EmptyState>
      }
    />
  );
}
