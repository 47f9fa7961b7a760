/** A cursor of these parts, as ours are written. */
const cursor = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
/** Cursors that are none, or another list's, or somebody's idea of one. */
export const CURSORS = [
  'x',
  '%F0%9F%92%A9',
  cursor('no-such-sort', 'a', 'b'),
  cursor('-createdAt', 'no moment', 'no id'),
  cursor('-createdAt', null, null),
  cursor('-createdAt', { a: 1 }, 'x'),
  cursor('-createdAt', '2026-01-01T00:00:00Z', 'a\u0000b'),
  Buffer.from('{"a":1}').toString('base64url'),
];
