import { invalid } from '../../../platform/errors.ts';

const SHORTEST = 12;
const LONGEST = 128;

/** What the commonest passwords are made of, and the words an attacker tries first here. Letters only, after `plain`. */
const WORDS = [
  // the commonest bases
  ...[
    'password',
    'passwort',
    'passw',
    'pass',
    'qwertyuiop',
    'qwertz',
    'qwerty',
    'azerty',
    'asdfghjkl',
    'asdf',
  ],
  ...[
    'zxcvbnm',
    'zxcv',
    'qazwsxedc',
    'qazwsx',
    'abcdefghijklmnopqrstuvwxyz',
    'abcdefghijkl',
    'abcdefgh',
    'abc',
  ],
  ...[
    'letmein',
    'welcome',
    'iloveyou',
    'trustnoone',
    'whatever',
    'superman',
    'batman',
    'spiderman',
    'pokemon',
  ],
  ...['starwars', 'football', 'baseball', 'basketball', 'princess', 'sunshine', 'dragon', 'monkey', 'master'],
  ...['shadow', 'michael', 'jordan', 'jennifer', 'charlie', 'liverpool', 'computer', 'internet', 'samsung'],
  ...[
    'google',
    'hello',
    'freedom',
    'secret',
    'access',
    'login',
    'user',
    'test',
    'guest',
    'default',
    'changeme',
  ],
  ...[
    'change',
    'correcthorsebatterystaple',
    'please',
    'mustang',
    'ninja',
    'cookie',
    'summer',
    'winter',
    'spring',
  ],
  ...['autumn', 'monday', 'friday', 'january', 'december', 'november', 'admin', 'administrator', 'root'],
  // this product, its trade and its places
  ...[
    'connect',
    'lending',
    'lender',
    'loan',
    'construction',
    'builder',
    'blueprint',
    'builders',
    'agent',
    'inspector',
    'inspection',
  ],
  ...[
    'acquisitions',
    'entitlement',
    'servicing',
    'accounting',
    'consultant',
    'manager',
    'design',
    'sample',
    'demo',
  ],
  ...['project', 'mortgage', 'escrow', 'payoff', 'seattle', 'phoenix', 'washington', 'arizona'],
  // joints
  ...['the', 'and', 'is', 'my', 'our', 'one', 'me', 'it', 'word', 'company', 'example', 'com', 'www'],
].sort((a, b) => b.length - a.length);

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

export interface About {
  email: string;
  displayName: string;
}

/**
 * Throws 422 at `pointer` for a password that is too short, too long, or guessed first: nothing in it but common words,
 * words of this product, the person's own name and address, digits and rows of keys. Any character may be used, none must.
 */
export function expectGoodPassword(password: string, about: About, pointer: string): void {
  const length = [...password].length;
  if (length < SHORTEST) throw invalid(pointer, `At least ${SHORTEST} characters.`);
  if (length > LONGEST) throw invalid(pointer, `At most ${LONGEST} characters.`);
  if (new Set(password.toLowerCase()).size < 5) throw invalid(pointer, 'Too few different characters.');
  if (isGuessable(password, about))
    throw invalid(pointer, 'Too easy to guess: mostly common words or your own name. Use another.');
}

/** Fewer than four characters remain once everything an attacker tries first is taken out. */
function isGuessable(password: string, about: About): boolean {
  const own = [about.email.split('@')[0] ?? '', ...about.displayName.split(/\s+/)]
    .map((word) => word.toLowerCase().replace(/[^\p{L}]/gu, ''))
    .filter((word) => word.length >= 3);
  const words = [...own, ...WORDS].sort((a, b) => b.length - a.length);
  const lower = password.toLowerCase();
  return [lower, [...lower].map((char) => LEET[char] ?? char).join('')].some(
    (text) => rest(text, words).length < 4,
  );
}

function rest(text: string, words: string[]): string {
  let left = text;
  for (const word of words) left = left.replaceAll(word, ' ');
  return left.replace(/(.)\1{2,}/gu, ' ').replace(/[\s\d\p{P}\p{S}]/gu, '');
}
