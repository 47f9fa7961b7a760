import { ApiProblem } from '@connect/api-client';
import { QueryClient } from '@tanstack/react-query';

/** Amounts and permissions are never served from an old cache: what is shown again is asked again, in the background. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      gcTime: 5 * 60_000,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
    mutations: { retry: false },
  },
});
