/** Reads a value that was printed by Python rather than written as JSON: {'a': [1, None, True]}. */

/**
 * The value of a Python or JSON literal.
 * @throws SyntaxError with the position at which it stops making sense
 */
export function pythonLiteral(text: string): unknown {
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`Not a literal at ${at}: ${text.slice(at, at + 20)}`);
  };
  const skip = (pattern: RegExp): string | null => {
    const found = new RegExp(pattern.source, 'y');
    found.lastIndex = at;
    const match = found.exec(text)?.[0] ?? null;
    at += match?.length ?? 0;
    return match;
  };
  const token = (pattern: RegExp): string | null => {
    skip(/\s+/);
    return skip(pattern);
  };
  const list = <T>(close: RegExp, item: () => T): T[] => {
    const items: T[] = [];
    while (!token(close)) {
      items.push(item());
      if (token(/,/)) continue;
      if (!token(close)) fail();
      break;
    }
    return items;
  };
  const value = (): unknown => {
    if (token(/\{/))
      return Object.fromEntries(
        list(/\}/, () => {
          const key = String(value());
          if (!token(/:/)) fail();
          return [key, value()] as const;
        }),
      );
    if (token(/\[/)) return list(/\]/, value);
    if (token(/\(/)) return list(/\)/, value);
    const quoted = token(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/);
    if (quoted) return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
    const number = token(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/);
    // A number stays as it is written: a double would lose digits.
    if (number) return number;
    const word = token(/None|null|True|true|False|false/);
    if (!word) return fail();
    return /^[Nn]/.test(word) ? null : /^[Tt]/.test(word);
  };
  const result = value();
  skip(/\s+/);
  return at === text.length ? result : fail();
}
