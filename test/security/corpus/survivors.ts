/** A shorter run of a value can stand in any text by chance. */
const MIN_RUN = 6;
const MAX_READINGS = 12;
const MARK = '[Redacted]';
const CUT = '\u0000';
/** What the redactor itself writes, and the names of schemes, which it keeps. */
const ALLOWED = '[Redacted]\nBearer \nBasic \n';

/**
 * The parts of a secret that can still be read in a text, as they are or encoded: runs of six
 * characters, or the whole of a shorter one.
 * @param empty the same text with nothing in place of the secret, whose own words do not count
 */
export function survivorsOf(secret: string, text: string, empty: () => string): readonly string[] {
  return new Remains(text, empty).of(secret);
}

/** The same for many secrets in one text, which is decoded once. */
export class Remains {
  private readonly readable: string;
  private harmless: string | undefined;

  constructor(
    text: string,
    private readonly empty: () => string,
  ) {
    // A run across the redactor's mark is none of the secret's.
    this.readable = readingsOf(text.replaceAll(MARK, CUT));
  }

  of(secret: string): readonly string[] {
    const runs = runsOf(secret).filter((run) => this.readable.includes(run));
    if (runs.length === 0) return runs;
    const harmless = (this.harmless ??= ALLOWED + readingsOf(this.empty()));
    return runs.filter((run) => !harmless.includes(run));
  }
}

function runsOf(secret: string): string[] {
  const length = Math.min(MIN_RUN, secret.length);
  if (length === 0) return [];
  return Array.from({ length: secret.length - length + 1 }, (_, at) =>
    secret.slice(at, at + length),
  );
}

/** The text, and what it says once it is decoded, and decoded again. */
function readingsOf(text: string): string {
  const collectors = new Set([text]);
  for (const reading of collectors) {
    if (collectors.size > MAX_READINGS) break;
    for (const decode of [percentDecoded, backslashDecoded, entityDecoded]) {
      collectors.add(decode(reading));
    }
  }
  return [...collectors].join('\n');
}

/** `%2F`, and `+` for a space, also beside a `%` that encodes nothing. */
function percentDecoded(text: string): string {
  return text.replaceAll('+', ' ').replaceAll(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replaceAll(/%([0-7][\da-f])/gi, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      );
    }
  });
}

/** `\"`, `\\`, `\n` and `A` of JSON, YAML, shells and `util.inspect`. */
function backslashDecoded(text: string): string {
  return text.replaceAll(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]))/gi, (_, u, x, other) =>
    other === undefined
      ? String.fromCharCode(parseInt(String(u ?? x), 16))
      : ({ n: '\n', t: '\t', r: '\r' }[String(other)] ?? String(other)),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function entityDecoded(text: string): string {
  return text.replaceAll(/&(\w{2,4});/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
