import { Modal } from '@mantine/core';
import type { User } from '../../app/state.ts';
import { sendNow } from '../../sync/sync.ts';
import { SignInForm } from './sign-in-form.tsx';

type Props = { opened: boolean; user: User; onClose: () => void };

/** The session has ended: the same user signs in again, and what waits goes out. */
export function SignInAgain({ opened, user, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Sign in again"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SignInForm
        email={user.email}
        onDone={() => {
          onClose();
          void sendNow();
        }}
      />
    </Modal>
  );
}
