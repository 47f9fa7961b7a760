import { useParams } from '@tanstack/react-router';

/** The parameters of the page's address: `usePathParams<{ id: string }>()`. */
export function usePathParams<P extends Record<string, string>>(): P {
  return useParams({ strict: false }) as unknown as P;
}
