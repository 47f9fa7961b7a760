import { moment } from '@connect/ui/format';
import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconCircleCheck,
  IconClockExclamation,
  IconDeviceMobileQuestion,
  IconFileOff,
  IconLinkOff,
  IconMailForward,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import styles from './signing.module.css';
import type { Signing } from './types.ts';

type End = { icon: Icon; tone: 'ok' | 'look' | 'wait'; title: string; text: string };

/** How a link can end, by the code of the API's answer. */
const ENDS: Record<string, End> = {
  signed: {
    icon: IconCircleCheck,
    tone: 'ok',
    title: 'Signed',
    text: 'Thank you. A copy comes to you by e-mail when everybody has signed. You can close this page.',
  },
  already_signed: {
    icon: IconCircleCheck,
    tone: 'ok',
    title: 'You have signed',
    text: 'A copy comes to you by e-mail when everybody has signed. There is nothing more to do.',
  },
  declined: {
    icon: IconFileOff,
    tone: 'wait',
    title: 'Signing was declined',
    text: 'The sender has the reason and comes back to you. Nothing was signed.',
  },
  voided: {
    icon: IconFileOff,
    tone: 'wait',
    title: 'These documents were taken back',
    text: 'The sender has withdrawn them. There is nothing to sign.',
  },
  link_expired: {
    icon: IconClockExclamation,
    tone: 'look',
    title: 'This link has expired',
    text: 'Ask the sender for a new one. Nothing was signed.',
  },
  link_replaced: {
    icon: IconMailForward,
    tone: 'look',
    title: 'A newer link was sent to you',
    text: 'Use the one in the newest e-mail. This one no longer works.',
  },
  link_used: {
    icon: IconDeviceMobileQuestion,
    tone: 'look',
    title: 'This link was opened before',
    text: 'It opens once, in one browser, for two hours. Go back to that browser, or ask the sender for a new link.',
  },
  not_found: {
    icon: IconLinkOff,
    tone: 'look',
    title: 'This link is not complete',
    text: 'Open it from the e-mail again, or copy all of it. If that does not help, ask the sender for a new one.',
  },
};

/** The end of a link, good or not, with what to do next. */
export function SignEnd({
  code,
  detail,
  signing,
  onRetry,
}: {
  code: string;
  detail?: string;
  signing?: Signing;
  onRetry?: () => void;
}) {
  const known = ENDS[code === 'link_missing' ? 'not_found' : code];
  const end: End = known ?? {
    icon: IconPlugConnectedX,
    tone: 'look',
    title: 'The page could not be opened',
    text: detail ?? 'Nothing was changed and nothing was signed. Try again.',
  };
  const Glyph = end.icon;
  return (
    <div className={styles.end} role="status">
      <span className={styles.endIcon} data-tone={end.tone}>
        <Glyph size={28} stroke={1.5} aria-hidden="true" />
      </span>
      <h1>{end.title}</h1>
      <p>{end.text}</p>
      {signing?.signedAt ? (
        <p className="label">
          {signing.title}, {moment(signing.signedAt)}
        </p>
      ) : null}
      {!known && onRetry ? (
        <Button variant="default" mt={12} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
