/** Problems of the fields people type by hand, before the server is asked. Each says what is wrong, then the fix. */
export const emailFault = (email: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : 'Use an address like name@example.com.';

/** The server knows more rules; this one needs no round trip. */
export const passwordFault = (password: string): string | null =>
  [...password].length >= 12 ? null : 'Use 12 characters or more.';
