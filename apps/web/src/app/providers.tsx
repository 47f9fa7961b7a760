import { cssVariablesResolver, theme as mantineTheme } from '@connect/ui/theme';
import { Toast, ToastStack } from '@connect/ui/toast';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useConflict } from '../state/conflict.ts';
import { queryClient } from '../state/query-client.ts';
import { useSession } from '../state/session.ts';
import { useStepUpDialog } from '../state/step-up.ts';
import { closeToast, useToasts } from '../state/toasts.ts';
import { giveFocusBack } from './focus-back.ts';
import { router } from './router.ts';

// Rarely seen, so they are not part of what every visitor loads.
const StepUpDialog = lazy(() =>
  import('../components/step-up-dialog.tsx').then((m) => ({ default: m.StepUpDialog })),
);
const ConflictDialog = lazy(() =>
  import('../components/conflict-dialog.tsx').then((m) => ({ default: m.ConflictDialog })),
);

/** Theme, cache, routes, and what floats above every page. */
export function Providers() {
  useEffect(giveFocusBack, []);
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Pages />
        <Floating />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Pages() {
  const status = useSession((session) => session.status);
  const userId = useSession((session) => session.user?.id);
  const before = useRef(userId);
  useEffect(() => {
    if (status === 'starting' || before.current === userId) return;
    // What one user has read must not be there for the next one.
    if (before.current) queryClient.clear();
    before.current = userId;
    void router.invalidate();
  }, [status, userId]);
  return <RouterProvider router={router} />;
}

function Floating() {
  const toasts = useToasts((state) => state.list);
  const asking = useStepUpDialog((state) => state.asking);
  const conflict = useConflict((state) => state.conflict);
  return (
    <>
      {toasts.length ? (
        <ToastStack>
          {toasts.map(({ id, ...entry }) => (
            <Toast key={id} {...entry} onClose={() => closeToast(id)} />
          ))}
        </ToastStack>
      ) : null}
      <Suspense>
        {asking ? <StepUpDialog /> : null}
        {conflict ? <ConflictDialog conflict={conflict} /> : null}
      </Suspense>
    </>
  );
}
