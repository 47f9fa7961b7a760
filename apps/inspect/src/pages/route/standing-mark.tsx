import { Mark } from '@connect/ui/status-tag';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleMinus,
  IconCloudCheck,
  IconDeviceIpad,
  IconDownload,
  IconProgress,
} from '@tabler/icons-react';
import { ONLY_HERE } from '../../app/device.ts';
import type { Standing } from '../../visits/standing.ts';

/** The state of a visit as icon, words and tone. */
export function StandingMark({
  standing,
  timeOf,
}: {
  standing: Standing;
  timeOf: (moment: string | null) => string;
}) {
  switch (standing.kind) {
    case 'ready':
      return (
        <Mark icon={IconDownload} tone="wait">
          Ready offline
        </Mark>
      );
    case 'in_progress':
      return (
        <Mark icon={IconProgress} tone="move">
          {standing.done} of {standing.of} lines
        </Mark>
      );
    case 'only_here':
      return (
        <Mark icon={IconDeviceIpad} tone="look">
          {ONLY_HERE}
        </Mark>
      );
    case 'refused':
      return (
        <Mark icon={IconAlertTriangle} tone="hold">
          Not taken, see why
        </Mark>
      );
    case 'sent':
      return (
        <Mark icon={IconCloudCheck} tone="ok">
          {standing.at ? `Sent ${timeOf(standing.at)}` : 'Sent'}
        </Mark>
      );
    case 'returned':
      return (
        <Mark icon={IconArrowBackUp} tone="look">
          Returned{standing.reason ? `: ${standing.reason}` : ''}
        </Mark>
      );
    case 'aside':
      return (
        <Mark icon={IconCircleMinus} tone="wait">
          Put aside
        </Mark>
      );
    case 'cancelled':
      return (
        <Mark icon={IconCircleMinus} tone="wait">
          Cancelled
        </Mark>
      );
  }
}
