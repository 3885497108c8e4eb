/** Texts are told apart by so many of their first characters. */
const KEY_LENGTH = 6;
const TABLE_SIZE = 1 << 20;

/** Looks for many secrets in a long text, which it reads once. */
export class SecretSearch {
  private readonly byKey = new Map<string, string[]>();
  /** Which sums the first four characters of a secret may have: most of a text has none of them. */
  private readonly sums = new Uint8Array(TABLE_SIZE);

  /** @param secrets of six characters at least */
  constructor(secrets: readonly string[]) {
    for (const secret of secrets) {
      const key = secret.slice(0, KEY_LENGTH);
      if (key.length < KEY_LENGTH) throw new Error('a secret that is too short to be looked for');
      this.byKey.set(key, [...(this.byKey.get(key) ?? []), secret]);
      this.sums[sumAt(secret, 0)] = 1;
    }
  }

  /** Where each secret stands for the first time; those that do not are left out. */
  in(text: string): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (let at = 0; at <= text.length - KEY_LENGTH; at += 1) {
      if (this.sums[sumAt(text, at)] === 0) continue;
      for (const secret of this.byKey.get(text.slice(at, at + KEY_LENGTH)) ?? []) {
        if (!found.has(secret) && text.startsWith(secret, at)) found.set(secret, at);
      }
    }
    return found;
  }
}

function sumAt(text: string, at: number): number {
  const [a, b] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  const [c, d] = [text.charCodeAt(at + 2), text.charCodeAt(at + 3)];
  return (((a * 31 + b) * 31 + c) * 31 + d) % TABLE_SIZE;
}
