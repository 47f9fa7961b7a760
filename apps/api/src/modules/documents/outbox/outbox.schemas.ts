import { z } from 'zod';
import { Id, ListQuery, Moment, PageOf, SortIn, Version } from '../../../platform/schemas.ts';
import { SubjectType } from '../files/files.schemas.ts';

export const MESSAGE_STATES = [
  'queued',
  'sent',
  'delivered',
  'stopped',
  'retrying',
  'failed',
  'bounced',
] as const;
const Channel = z.enum(['email', 'sms']);
const MessageState = z
  .enum(MESSAGE_STATES)
  .describe('`stopped`: no provider is set, the message ends here.')
  .meta({ examples: ['stopped'] });

export const OutboxQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'to'], '-createdAt'),
  channel: Channel.optional(),
  state: MessageState.optional(),
  aboutType: SubjectType.optional(),
  aboutId: Id.optional(),
  projectId: Id.optional(),
});
export type OutboxQuery = z.output<typeof OutboxQuery>;

export const MessageRow = z
  .object({
    id: Id,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    channel: Channel,
    toPartyId: Id.nullable(),
    toName: z.string().meta({ examples: ['Sample Realty'] }),
    toAddress: z.string().meta({ examples: ['agent@example.com'] }),
    subject: z.string().meta({ examples: ['We have your lead: 600 4th Ave'] }),
    state: MessageState,
    attempts: z.int(),
    lastError: z.string().nullable(),
    sentAt: Moment.nullable(),
    aboutType: SubjectType.nullable(),
    aboutId: Id.nullable(),
    projectId: Id.nullable(),
    resendOf: Id.nullable(),
    createdByName: z.string(),
    hasLinks: z.boolean().describe('Holds single-use links, shown to administrators only.'),
  })
  .meta({ id: 'MessageRow' });
export type MessageRow = z.infer<typeof MessageRow>;
export const MessagePage = PageOf(MessageRow).meta({ id: 'MessagePage' });
export const Message = MessageRow.extend({
  text: z
    .string()
    .describe('With `[link hidden]` where a single-use link stands, unless an administrator asks.'),
  links: z
    .array(
      z
        .object({ name: z.string().meta({ examples: ['link'] }), url: z.string() })
        .meta({ id: 'MessageLink' }),
    )
    .nullable()
    .describe('The single-use links; null when they are hidden. Showing them leaves an audit event.'),
}).meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;
