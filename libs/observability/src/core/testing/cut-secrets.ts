/** Secrets that are known by their form, of many lengths, and so many characters of each that name nothing. */
const SECRETS: readonly (readonly [secret: string, harmless: number])[] = [
  ['AKIAIOSFODNN7EXAMPLE', 4],
  [`ghp_${'a1B2c3D4'.repeat(5)}`.slice(0, 40), 4],
  ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 8],
  [['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJwbGFudGVkIn0', 'c2lnbmVkIGJ5IGEgdGVzdA'].join('.'), 3],
  [`eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIi'.repeat(160)}.${'c2lnbmVk'.repeat(20)}`, 3],
];
/** Where a long secret is cut: near its ends and at some places between. */
const MAX_PLACES = 60;

/** A text that is cut within a secret, and what of the secret must not be left. */
export interface CutSecret {
  readonly text: string;
  readonly half: string;
}

/**
 * Texts that hold a secret across the place where they are cut, for each secret and each place in it.
 * @param limit how many characters are kept
 * @param start what the text begins with
 */
export function secretsAcross(limit: number, start = ''): CutSecret[] {
  return SECRETS.flatMap(([secret, harmless]) =>
    placesIn(secret.length, harmless + 4).map((kept) => {
      const filler = '/a'.repeat(limit).slice(0, limit - kept - start.length - 1);
      const text = `${start}${filler}/${secret}`;
      return { text, half: secret.slice(0, harmless + 4) };
    }),
  );
}

function placesIn(length: number, from: number): number[] {
  const every = Math.max(1, Math.floor((length - from) / MAX_PLACES));
  return Array.from({ length: length - from }, (_, i) => from + i).filter(
    (place, i) => i % every === 0 || length - place < 10,
  );
}
