import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

/**
 * The token of a signing link: the part after `#token=`, which no server log sees, or the last part of the path. It stays in the
 * address, because only the browser that opened the link can go on with it, and a reload must find the page again.
 */
export function useSigningToken(): string | null {
  const { token } = useParams({ strict: false }) as { token?: string };
  const [fromHash] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token'));
  return fromHash ?? token ?? null;
}
