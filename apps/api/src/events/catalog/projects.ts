import { audit, type Changed, fields, parties, staff } from './kind.ts';

export const projectsEvents = {
  'view.saved': audit<{ page: string; name: string }>((p) => `View “${p.name}” saved`),
  'view.deleted': audit<{ page: string; name: string }>((p) => `View “${p.name}” deleted`),
  'lead.submitted': parties<{ address: string; source: string }>((p) => `Lead from ${p.source}`),
  'lead.taken': staff<{ minutes: number }>((p) => `Lead answered in ${p.minutes} min`),
  'project.go': staff<{ number: string }>((p) => `GO: ${p.number}`),
  'project.changed': staff<Changed>((p) => `Changed ${fields(p.after)}`),
  'project.moved': staff<{ from: string; to: string; action: string; reason?: string }>((p) =>
    p.reason ? `${p.to}: “${p.reason}”` : `Moved to ${p.to}`,
  ),
  'project.noted': staff<{ text: string }>((p) => p.text),
} as const;
