import type { ItemOf } from '@connect/api-client';
import { ROLES, type Role } from '@connect/domain/permissions';
import type { Tone } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import type { Icon } from '@tabler/icons-react';
import { IconCircleCheck, IconCircleMinus, IconSend } from '@tabler/icons-react';
import { ROLE_NAMES } from '../../app/nav.ts';

export type User = ItemOf<'/v1/users'>;

const STATES: Record<User['status'], { word: string; icon: Icon; tone: Tone }> = {
  invited: { word: 'Invited', icon: IconSend, tone: 'move' },
  active: { word: 'Active', icon: IconCircleCheck, tone: 'ok' },
  disabled: { word: 'Disabled', icon: IconCircleMinus, tone: 'wait' },
};

/** An account's state as icon, word and colour. */
export function UserState({ status, variant }: { status: User['status']; variant?: 'plain' | 'tag' }) {
  const { word, icon, tone } = STATES[status];
  return (
    <Mark icon={icon} tone={tone} variant={variant}>
      {word}
    </Mark>
  );
}

export const ROLE_OPTIONS = ROLES.map((role: Role) => ({ value: role, label: ROLE_NAMES[role] }));
