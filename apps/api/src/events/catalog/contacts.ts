import { audit, type Changed } from './kind.ts';

export const contactsEvents = {
  'contact.created': audit<{ name: string }>((p) => `Contact ${p.name} added`),
  'contact.changed': audit<Changed>(() => 'Contact changed'),
  'entity.created': audit<{ name: string }>((p) => `Entity ${p.name} added`),
  'entity.changed': audit<Changed>(() => 'Entity changed'),
  'entity.bank_changed': audit<Changed & { name: string }>((p) => `Bank account of ${p.name} changed`),
  'sensitive.revealed': audit<{ field: string; reason: string }>((p) => `Revealed ${p.field}: “${p.reason}”`),
} as const;
