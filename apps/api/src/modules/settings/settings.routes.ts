import { operation } from '../../platform/operation.ts';
import { changeSettings, getSettings } from './change-settings.ts';
import { Settings, SettingsPatch } from './settings.schemas.ts';

export const settingsRoutes = [
  operation({
    method: 'GET',
    path: '/v1/settings',
    id: 'getSettings',
    tag: 'Settings',
    summary: 'What administrators have set, and what holds where they have not',
    permission: 'manage:settings',
    response: Settings,
    handle: ({ actor }) => getSettings(actor),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/settings',
    id: 'changeSettings',
    tag: 'Settings',
    summary: 'Change settings',
    description: 'They hold from the next act on; what was decided or issued before stays as it is.',
    permission: 'manage:settings',
    stepUp: true,
    body: SettingsPatch,
    response: Settings,
    handle: ({ actor, version, body }) => changeSettings(actor, version, body),
  }),
];
