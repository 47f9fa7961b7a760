import { cssVariablesResolver, theme } from '@connect/ui/theme';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { SignInPage } from '../pages/sign-in/sign-in.tsx';
import { Shell } from './shell.tsx';
import { useAppState } from './state.ts';

/* Only for what is asked and not kept: the storage left, the sample sign-ins. The work itself lies in IndexedDB. */
const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } });

export function App() {
  const user = useAppState((state) => state.user);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        {user ? <Shell user={user} /> : <SignInPage />}
      </QueryClientProvider>
    </MantineProvider>
  );
}
