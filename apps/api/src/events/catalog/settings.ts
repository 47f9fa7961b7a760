import { audit, type Changed } from './kind.ts';

export const settingsEvents = {
  'settings.changed': audit<Changed & { setting: string }>((p) => `Settings: ${p.setting} changed`),
} as const;
