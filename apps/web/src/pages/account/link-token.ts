import { useState } from 'react';

/**
 * The single-use token of a link, read once and then taken out of the address, so that it does not stay in the history,
 * in a bookmark or in what is sent on to other pages.
 */
export function useLinkToken(): string | null {
  const [token] = useState(() => {
    const url = new URL(location.href);
    const value = url.searchParams.get('token') ?? new URLSearchParams(url.hash.slice(1)).get('token');
    if (value) {
      url.searchParams.delete('token');
      url.hash = '';
      history.replaceState(history.state, '', url);
    }
    return value;
  });
  return token;
}
