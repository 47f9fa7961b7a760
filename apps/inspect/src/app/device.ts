/** What this is called when the app speaks of it. An iPad says that it is a Mac, but Macs have no touch. */
function wordFor(agent: string, touchPoints: number): string {
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return 'iPad';
  if (/iPhone|Android.*Mobile/.test(agent)) return 'phone';
  return 'device';
}
export const DEVICE = wordFor(navigator.userAgent, navigator.maxTouchPoints);
export const ONLY_HERE = `Only on this ${DEVICE}`;

const ID = 'connect.inspect.device';
let made: string | null = null;

/** Names this browser to the server, so that two devices of one inspector can be told apart. */
export function deviceId(): string {
  try {
    made ??= localStorage.getItem(ID);
    if (!made) {
      made = crypto.randomUUID();
      localStorage.setItem(ID, made);
    }
  } catch {
    made ??= crypto.randomUUID();
  }
  return made;
}
