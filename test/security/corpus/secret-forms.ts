import * as fc from 'fast-check';
import { anyValue, charactersOf, digits } from './hard-values';
import { PEM_FORMS, secretLinesOf } from './pem-blocks';
import { ADDRESS_NAMES, NAMES, PHRASES } from './secret-keys';
import { spelled } from './spellings';
import { randomPartsOf, tokenOf, VENDOR_FORMS } from './vendor-tokens';

/** A kind of secret: one that its key names, or one that its own form gives away. */
export interface SecretForm {
  readonly name: string;
  /** The name that it stands under; a bare one stands under harmless names. */
  readonly key: string;
  readonly bare: boolean;
  readonly value: fc.Arbitrary<string>;
  /** Keys that are everyday words outside of addresses. */
  readonly isOfAddresses: boolean;
  /** What of a value must not survive; the whole of it by default. */
  partsOf(value: string): readonly string[];
}

const NUMERIC = /pin\d?$|cvv|cvc|csc|otp|^tan$|^ssn$/i;
const CARDS = ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117'];
const SEPARATORS = ['', ' ', '-', '.', '%20', '%2D', '+', '\u00A0', '\u2011', '/'];
const whole = (value: string): readonly string[] => [value];

function keyed(key: string, isOfAddresses = false): SecretForm {
  const value = NUMERIC.test(key) ? fc.oneof(anyValue, digits(4, 8)) : anyValue;
  return { name: key, key, bare: false, value, isOfAddresses, partsOf: whole };
}

function bare(
  name: string,
  value: fc.Arbitrary<string>,
  partsOf: SecretForm['partsOf'] = whole,
): SecretForm {
  return { name, key: 'note', bare: true, value, isOfAddresses: false, partsOf };
}

/** Under the names of secrets, in every spelling. */
export const KEYED_FORMS: readonly SecretForm[] = [
  ...[...new Set([...PHRASES.flatMap(spelled), ...NAMES])].map((key) => keyed(key)),
  ...ADDRESS_NAMES.map((key) => keyed(key, true)),
];

/** The numbers of test cards of the great issuers, grouped as people write them. */
const cardNumber = fc
  .tuple(fc.constantFrom(...CARDS), fc.constantFrom(...SEPARATORS))
  .map(([number, separator]) => number.match(/\d{1,4}/g)?.join(separator) ?? number);

const track2 = fc
  .tuple(fc.constantFrom(...CARDS), digits(10))
  .map(([number, rest]) => `;${number}=2912101${rest}?`);

/** What is a secret by its own form, wherever it stands. */
export const BARE_FORMS: readonly SecretForm[] = [
  ...Object.entries(VENDOR_FORMS).map(([name, form]) =>
    bare(name, tokenOf(form), randomPartsOf(form)),
  ),
  ...Object.entries(PEM_FORMS).map(([name, value]) => bare(name, value, secretLinesOf)),
  bare('card number', cardNumber),
  bare('track 2', track2, (value) => [value.slice(1, 14)]),
  bare(
    'card number behind letters',
    cardNumber.map((number) => `card_${number}`),
    (value) => [value.slice(5)],
  ),
];

/** All of them. */
export const SECRET_FORMS: readonly SecretForm[] = [...KEYED_FORMS, ...BARE_FORMS];

/** A keyed secret that begins like a bare one: `credentials=AKIA…:K`, `token=<jwt>:K`. */
export const compositeValue: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...BARE_FORMS.filter(({ name }) => !(name in PEM_FORMS))),
    fc.constantFrom(
      '',
      ':',
      '@',
      '/',
      '=',
      '&',
      ';',
      ',',
      '.',
      '|',
      ' ',
      '"',
      "'",
      '%3A',
      '+',
      '-',
    ),
    charactersOf('abcdefghijklmnopqrstuvwxyz0123456789', 10),
    fc.boolean(),
  )
  .chain(([form, joint, text, isFirst]) =>
    form.value.map((value) => (isFirst ? text + joint + value : value + joint + text)),
  );
