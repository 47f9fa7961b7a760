const NAMED = 3;

/** A condition's reason with a long list cut: "Missing: A; B; C; … and 4 more." The review says all of it. */
export function inShort(reason: string): string {
  const parts = reason.split('; ');
  return parts.length > NAMED + 1
    ? `${parts.slice(0, NAMED).join('; ')}; … and ${parts.length - NAMED} more.`
    : reason;
}
