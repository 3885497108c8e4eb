/** How long the numbers of an issuer are, the longest first. */
export interface CardLengths {
  readonly all: readonly number[];
  /** That of the cards in people's hands: a longer run of digits may begin with one of these only. */
  readonly usual: number;
}

/** The first four digits, from and to, ISO/IEC 7812; what each network publishes of its numbers. */
type IssuerRange = readonly [from: number, to: number, all: readonly number[], usual: number];

const LONG = [19, 18, 17, 16] as const;
/** Maestro may have 12 to 19 digits. Those with 12, 13, 14 and 15 are article and telephone numbers far more often. */
const MAESTRO = [19, 18, 16] as const;
const DINERS = [16, 14] as const;

/** The first range that fits counts. */
const RANGES: readonly IssuerRange[] = [
  // Mir, Mastercard.
  [2200, 2204, LONG, 16],
  [2221, 2720, [16], 16],
  // Diners Club, American Express, JCB.
  [3000, 3059, DINERS, 14],
  [3095, 3095, DINERS, 14],
  [3400, 3499, [15], 15],
  [3528, 3589, LONG, 16],
  [3600, 3699, DINERS, 14],
  [3700, 3799, [15], 15],
  [3800, 3999, DINERS, 14],
  // Visa; those with 13 digits are no longer issued.
  [4000, 4999, [19, 16, 13], 16],
  // Maestro, Verve, RuPay; Mastercard.
  [5000, 5099, MAESTRO, 16],
  [5100, 5599, [16], 16],
  [5600, 5899, MAESTRO, 16],
  // Discover, UnionPay; the rest of 6 is Maestro, RuPay and Elo.
  [6011, 6011, LONG, 16],
  [6200, 6299, LONG, 16],
  [6440, 6599, LONG, 16],
  [6000, 6999, MAESTRO, 16],
  // RuPay, Troy.
  [8100, 8299, [16], 16],
  [9792, 9792, [16], 16],
];

/** By the first four digits: nothing is searched for while a text is read. */
const BY_PREFIX = new Map<number, CardLengths>();
for (const [from, to, all, usual] of RANGES.toReversed()) {
  const lengths = { all, usual };
  for (let prefix = from; prefix <= to; prefix += 1) BY_PREFIX.set(prefix, lengths);
}

/** What a card may have that begins with these four digits; undefined where no issuer has them. */
export function cardLengthsOf(prefix: number): CardLengths | undefined {
  return BY_PREFIX.get(prefix);
}
