import { audit, type Changed, fields, staff } from './kind.ts';

export const tasksEvents = {
  'task.opened': staff<{ title: string; dueDate: string | null }>((p) => `Task “${p.title}” opened`),
  'task.changed': audit<Changed>((p) => `Task: changed ${fields(p.after)}`),
  'task.moved': staff<{ title: string; from: string; to: string; action: string; reason?: string }>(
    (p) => `Task “${p.title}”: ${p.to.replaceAll('_', ' ')}${p.reason ? `, “${p.reason}”` : ''}`,
  ),
} as const;
