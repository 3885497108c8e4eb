import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { attack, attackEach } from './attack';

const redactor = new Redactor({ routes: ['/pay/:account'] });

/** How cards begin, and how many digits they have. */
const ISSUERS = [
  ['4', 16],
  ['4', 19],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['6445', 16],
  ['65', 19],
  ['300', 14],
  ['36', 14],
  ['38', 16],
  ['3528', 16],
  ['3589', 16],
  ['62', 16],
  ['62', 18],
  ['62', 19],
  ['5018', 16],
  ['6759', 18],
  ['2200', 16],
  ['508', 16],
  ['9792', 16],
] as const;

const JOINTS =
  ' |\t|-|.|_|/|:|*|~|·|+|  | - |\u00A0|\u2007|\u2009|\u202F|\u200B|–|—|−|‑|%20|%2520|%2D|%252D|%2F|%C2%A0|%E2%80%93|%25C2%25A0|\\t|\\u00a0|\\/|&nbsp;|-%20'.split(
    '|',
  );
/** Lists are written with these, so nothing else may stand in the row. */
const LIST_JOINTS = [',', ', ', ';', ' | ', '%2C'];

/** The groups that people write, and all digits in one. */
const SHAPES: Readonly<Record<number, readonly (readonly number[])[]>> = {
  14: [[14], [4, 6, 4]],
  15: [[15], [4, 6, 5]],
  16: [[16], [4, 4, 4, 4], [8, 8], [4, 4, 8], Array<number>(16).fill(1), Array<number>(8).fill(2)],
  18: [[18], [6, 6, 6], [4, 4, 4, 4, 2]],
  19: [[19], [4, 4, 4, 4, 3], [6, 6, 7]],
};
/** Many short groups are a card only where the row begins with them. */
const isWholeRow = (shape: readonly number[]): boolean => shape.slice(0, -1).some((n) => n < 4);

const BEFORE = ['', 'card', 'pan_', 'paid by ', '7 ', '12: ', 'x', '(', '"', '#', 'n°', '%28', '='];
const BEHIND = [
  '',
  'x',
  '_old',
  ' 12/25 123',
  ' cvv 123',
  '.',
  ')',
  '"',
  ', 123',
  '\n0815',
  '&a=1',
];

const EXPIRY_NAMES =
  "exp|Exp.|EXPIRY|expires|expiration|exp date|valid thru|Valid until|gültig bis|Ablaufdatum|expire|valable jusqu'au|vence|válida hasta|caducidad|validade|scadenza|scade|geldig tot|ważna do|срок действия".split(
    '|',
  );
const CODE_NAMES =
  'cvv|CVV2|cvc|CVC-Code|csc|CID|security code|Sicherheitscode|Prüfziffer|Kartenprüfnummer|cryptogramme|código de seguridad|codice di sicurezza|beveiligingscode|код'.split(
    '|',
  );

/** Few letters, as UUIDs have that look like other numbers. */
const UUID_DIGITS = Array.from('00112233445566778899abcdef');
const UUID_PLACES = [
  '$',
  'id $ done',
  '{$}',
  '($)',
  '"$"',
  'urn:uuid:$',
  'order-$',
  'order_$',
  '$, #',
  '$ #',
  '$-#',
  '$_#',
  '$/#',
  '/orders/$/items/#?page=1',
  '/files/$-thumb.jpg',
  '/files/$_small.png',
  '/files/$.json',
  '/files/%7B$%7D',
  'q=%22$%22',
  'id=$&other=#',
  'a\\n$\\tb',
  '4532 $ 1111',
  'DE22 $',
  'ad12 $ x',
  '$ done 7',
  'at 12:30 $ 2026-11-30',
  '4,$,5',
  'v1:$:#',
];

/** Above, a number has no decimals. */
const MAX_EXACT = 2 ** 52;

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789')),
    minLength: length,
    maxLength: length,
  });

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: length,
    maxLength: length,
  });

const issuedCards = fc
  .constantFrom(...ISSUERS)
  .chain(([prefix, length]) =>
    digits(length - prefix.length - 1).map((rest) => withChecksum(prefix + rest)),
  );

const written = fc
  .tuple(issuedCards, fc.nat(), fc.constantFrom(...JOINTS))
  .map(([card, choice, joint]) => {
    const shapes = SHAPES[card.length] ?? [];
    const shape = shapes[choice % shapes.length] ?? [card.length];
    return { card, shape, text: inGroups(card, shape, joint) };
  })
  // `40000000.00000002` is a decimal number.
  .filter(({ shape, text }) => shape.length !== 2 || !text.includes('.'));

const texts = fc
  .tuple(written, fc.constantFrom(...BEFORE), fc.constantFrom(...BEHIND))
  .filter(([{ shape }, before]) => !isWholeRow(shape) || !/\d/.test(before))
  .map(([{ card, text }, before, behind]) => ({ card, text: `${before}${text}${behind}` }));

function withChecksum(digitsBefore: string): string {
  const last = Array.from('0123456789').find((each) => luhn(digitsBefore + each) % 10 === 0) ?? '';
  return digitsBefore + last;
}

function luhn(number: string): number {
  return Array.from(number)
    .toReversed()
    .reduce((sum, each, i) => {
      const doubled = Number(each) * (1 + (i % 2));
      return sum + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
}

function inGroups(card: string, shape: readonly number[], joint: string): string {
  let at = 0;
  return shape.map((length) => card.slice(at, (at += length))).join(joint);
}

/** The number as a number; 0 where it would not be the same. */
function exactNumber(card: string): number {
  return Number.isSafeInteger(Number(card)) ? Number(card) : 0;
}

/** Six digits of it in a row, whatever stands between them. */
function expectNoneOf(card: string, output: unknown): void {
  const left = JSON.stringify(output, (_, each: unknown) =>
    typeof each === 'bigint' ? String(each) : each,
  ).replaceAll(/\D/g, '');
  for (let at = 0; at + 6 <= card.length; at += 1) {
    if (left.includes(card.slice(at, at + 6))) {
      throw new Error(`${card.slice(at, at + 6)} survives in ${JSON.stringify(output)}`);
    }
  }
}

describe('numbers of cards', () => {
  attack(
    'H4',
    'no number of a card survives in a text, however it is written',
    texts,
    ({ card, text }) => {
      for (const each of [text, `q=${text}`, JSON.stringify({ note: text }), `a ${text}\nb`]) {
        expectNoneOf(card, redactor.text(each));
        expectNoneOf(card, redactor.value([each]));
      }
    },
    { runs: 2000 },
  );

  attack(
    'H4',
    'no number of a card survives in an address or a form',
    written.filter(({ text }) => !/[\s?#"]/.test(text)),
    ({ card, text }) => {
      const addresses = [
        `/pay/${text}`,
        `/pay/${text}/refund?page=1`,
        `/c?pan=${text}&x=1`,
        `/c?${text}`,
        `https://shop.example/c?q=(${text})`,
        `/card${text}`,
      ];
      for (const address of addresses) {
        expectNoneOf(card, redactor.url(address));
        expectNoneOf(card, redactor.urlOfRoute(address, '/pay/:account'));
        expectNoneOf(card, redactor.urlOfRoute(address, '/:a/:b'));
      }
      expectNoneOf(card, redactor.text(`amount=7&q=${text}&currency=EUR`));
    },
    { runs: 1000 },
  );

  attack(
    'H4',
    'no number of a card survives as a key, a number or an item',
    written,
    ({ card, text }) => {
      const objects = [
        { [text]: 1 },
        { [`pan_${text}`]: { [card]: [] } },
        new Map([[text, 1]]),
        new Map([[BigInt(card), 1]]),
        new Map([[{}, new Map([[exactNumber(card), true]])]]),
        [BigInt(card), -BigInt(card)],
        [Number(card), -Number(card), Number(card) < MAX_EXACT ? Number(card) + 0.5 : 0],
        [card, `${card}.0`, `-${card}`, ` ${card} `],
        new Set([card]),
        Object.assign(new Error(text, { cause: { card } }), { stack: `Error: ${text}` }),
        // A form has no escapes of JSON or HTML in it.
        new URLSearchParams(/[\\&]/.test(text) ? { [card]: card } : { [text]: text }),
      ];
      for (const each of objects) expectNoneOf(card, redactor.value(each));
    },
    { runs: 500 },
  );

  attack(
    'H4',
    'no part of a track of a magnetic stripe survives',
    fc.tuple(issuedCards, digits(11), fc.boolean(), fc.nat(3)),
    ([card, rest, isEncoded, kind]) => {
      const track1 = `%B${card}^DOE/JANE Q^2912${rest}?`;
      const track2 = `;${card}=2912${rest}?`;
      const track = [track1, track2, `${card}D2912${rest}`, track1 + track2][kind] ?? '';
      const text = redactor.text(`read ${isEncoded ? encodeURIComponent(track) : track} at 7`);

      expectNoneOf(card, text);
      assert.match(text, /^read (?:\[Redacted\])+ at 7$/);
    },
  );

  attack(
    'H4',
    'no card survives with what follows it directly, its CVV or expiry',
    fc
      .tuple(issuedCards, fc.constantFrom(3, 4, 7, 8))
      .chain(([card, length]) => digits(length).map((rest) => ({ card, rest }))),
    ({ card, rest }) => {
      const isUsual = card.length <= 16 && !(card.length === 16 && /^3[0689]/.test(card));
      if (isUsual) expectNoneOf(card, redactor.text(`card ${card}${rest}`));
    },
  );

  attack(
    'H4',
    'no expiry and no verification code survives behind the number of a card',
    fc.record({
      card: issuedCards,
      mark: fc.constantFrom(' ', ', ', '; ', ' | ', ',', '|', ': ', ' - ', ' – ', '\t'),
      month: fc.integer({ min: 1, max: 12 }).map((month) => String(month).padStart(2, '0')),
      year: fc.constantFrom('27', '31', '2027', '2031'),
      joint: fc.constantFrom('/', '|', '-', '–', ' / ', ' - '),
      expiryName: fc.constantFrom('', ...EXPIRY_NAMES),
      codeName: fc.constantFrom('', ...CODE_NAMES),
      colon: fc.constantFrom(' ', ': ', ':', '=', ' = '),
      isCodeFirst: fc.boolean(),
      hasCode: fc.boolean(),
      code: digits(4),
    }),
    ({ card, mark, month, year, joint, ...rest }) => {
      const { expiryName, codeName, colon, isCodeFirst, hasCode } = rest;
      const code = rest.code.slice(0, /^3[47]/.test(card) ? 4 : 3);
      // Together they are the number of another card, which is gone as well.
      fc.pre(luhn(card + code) % 10 !== 0);
      const expiry = `${expiryName && expiryName + colon}${month}${joint}${year}`;
      const parts = [expiry, `${codeName && codeName + colon}${code}`];
      // Alone, `10-12` is a range.
      if (!hasCode && expiryName !== '') parts.pop();
      if (isCodeFirst) parts.reverse();

      for (const separator of [mark, codeName && expiryName && '\n'].filter(Boolean)) {
        const text = redactor.text(`paid by ${[card, ...parts].join(separator)}. Thank you`);

        assert.doesNotMatch(text, /\d/);
        assert.match(text, /^paid by \[Redacted\]/);
      }
    },
    { runs: 2000 },
  );

  attackEach('H4', 'no card of a list hides among its neighbours', LIST_JOINTS, (joint) => {
    const card = '4111111111111111';
    const grouped = inGroups(card, [4, 4, 4, 4], joint);
    for (const text of [grouped, `pan: ${grouped}.`, `17${joint}${card}${joint}200`]) {
      expectNoneOf(card, redactor.text(text));
    }
  });

  attackEach(
    'H4',
    'no digits of other scripts hide a card',
    [0xff10, 0x0660, 0x06f0, 0x0966],
    (zero) => {
      const card = '4111111111111111';
      const foreign = Array.from(card, (each) => String.fromCharCode(zero + Number(each)));
      for (const text of [foreign.join(''), encodeURIComponent(foreign.join(''))]) {
        const safe = redactor.text(`card ${text}`);

        assert.equal(safe, 'card [Redacted]');
      }
    },
  );
});

function hasLetters(id: string): boolean {
  return (id.match(/[a-f]/g)?.length ?? 0) > 3;
}

describe('what is no card', () => {
  const times = fc.integer({ min: 1_500_000_000_000, max: 1_999_999_999_999 });

  attack(
    'H4',
    'ids, times and measurements stay as they are',
    fc.oneof(
      times.map(String),
      times.map((time) => `${time}${time}`),
      fc.tuple(times, digits(6)).map((parts) => parts.join('')),
      fc.tuple(times, digits(3)).map((parts) => parts.join('')),
      times.map((time) => `m 453217 ${Math.floor(time / 1000)}`),
      // Snowflakes and Google's ids begin with 1.
      digits(17).map((rest) => `1${rest}`),
      digits(20).map((rest) => `1${rest}`),
      fc.uuid(),
      // Digits with a letter or two may be a track.
      ...[32, 40, 64].map((length) => hex(length).filter(hasLetters)),
      fc.double({ noNaN: true, min: 0, max: 1 }).map(String),
      fc
        .tuple(fc.double({ min: -90, max: 90 }), fc.double({ min: -180, max: 180 }))
        .map(([a, b]) => `${a.toFixed(6)}, ${b.toFixed(6)}`),
      digits(13).map((rest) => `35${rest}`),
      fc.ipV4(),
      fc.ipV6(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    ),
    (text) => {
      assert.equal(redactor.text(`id ${text} done`), `id ${text} done`);
    },
    { runs: 3000 },
  );

  const uuids = fc
    .tuple(
      fc.string({ unit: fc.constantFrom(...UUID_DIGITS), minLength: 32, maxLength: 32 }),
      fc.boolean(),
    )
    .map(([all, isUpper]) => {
      const uuid = all.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return isUpper ? uuid.toUpperCase() : uuid;
    });

  attack(
    'H4',
    'UUIDs stay as they are, whatever their digits and wherever they stand',
    fc.tuple(uuids, uuids, fc.constantFrom(...UUID_PLACES)),
    ([uuid, other, place]) => {
      const text = place.replaceAll('$', uuid).replaceAll('#', other);

      assert.equal(redactor.text(text), text);
      assert.equal(redactor.url(`/orders/${uuid}`), `/orders/${uuid}`);
      assert.equal(redactor.url(`/orders/${uuid}-large.png`), `/orders/${uuid}-large.png`);
      assert.deepEqual(redactor.value({ id: uuid, [uuid]: [other] }), {
        id: uuid,
        [uuid]: [other],
      });
    },
    { runs: 5000 },
  );

  attack(
    'H4',
    'no number of a card with dashes survives beside a UUID',
    fc.tuple(
      uuids,
      issuedCards.filter(({ length }) => length === 16),
      fc.constantFrom(' ', ', ', '/', '":"', '\n', '_', '-'),
    ),
    ([uuid, card, joint]) => {
      const dashed = inGroups(card, [4, 4, 4, 4], '-');
      for (const text of [`${uuid}${joint}${dashed}`, `${dashed}${joint}${uuid}`, `{${dashed}}`]) {
        const safe = redactor.text(`id ${text} done`);

        assert.ok(!safe.includes(dashed), safe);
      }
    },
    { runs: 1000 },
  );

  attackEach(
    'H4',
    'dates, ranges and counts behind a card stay as they are',
    [
      ' on 2025-12-01',
      ' 2025-12-01',
      ' 10-12 items',
      ', 01-20,1000 rows',
      ' 12-25',
      ' 12-25-2024',
      ' 12/25/2024',
      ' v1.2.3',
      ' 3 of 4',
      ' expected 10-12 items',
      ' expires soon',
      ' at 10:12',
      '\n12 123',
    ],
    (behind) => {
      assert.equal(redactor.text(`4111111111111111${behind}`), `[Redacted]${behind}`);
      assert.equal(redactor.text(`card${behind}`), `card${behind}`);
    },
  );

  attackEach(
    'H4',
    'amounts, articles, telephone numbers and versions stay as they are',
    [
      'EUR 4,532,015,112,830.36',
      '4.532.015.112.830.366',
      'ISBN 978-3-16-148410-0',
      'EAN 4006381333931',
      'EAN 5901234123457',
      '+4915112345678',
      '4915112345679',
      '+44 20 7946 0958, +44 20 7946 0959',
      '+43 664 12345678',
      '2026-11-30 05:36:59.123 +0100',
      '20261130053659123',
      '30.11.2026 - 31.12.2026',
      '41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53',
      '[4,5,6,5,4,5,6,5,4,5,6,5,4,5,6,5,4,5,6,5,4]',
      '52.520008, 13.404954',
      '0.4111111111111111',
      '4.111111111111111',
      '51.2345678901234 ms',
      'IMEI 356938035643809',
      '/v1/2026/11/30/orders/4711/items/42',
      '10.0.0.1:4532',
      '4000787030016 bytes',
      'build 4.1.1-1111.20261130',
      'at f (/app/main.js:4111:11)',
      'SHA1 45:11:22:33:44:55:66:77:88:99:00:11:22:33:44:55:66:77:88:99',
    ],
    (text) => {
      assert.equal(redactor.text(text), text);
    },
  );
});
