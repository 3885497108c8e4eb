import * as fc from 'fast-check';
import type { SectionRule } from '../../libs/observability/src/core/options/rules';
import {
  OPTION_RULES,
  resolveOptions,
} from '../../libs/observability/src/module/options/resolve-options';
import type { ObservabilityOptions } from '../../libs/observability/src/module/options/observability.options';
import { attack } from './attack';

const PIECE = 4;
/** Letters that stand together in no sentence of the library. */
const secret = fc.string({
  unit: fc.constantFrom(...Array.from('QXZJKVWBG')),
  minLength: 8,
  maxLength: 80,
});

/** What a developer may write where another value is wanted, with a secret in it. */
const MISPLACED: readonly ((text: string) => unknown)[] = [
  (text) => text,
  (text) => `${text} ${text}`,
  (text) => `https://${text}@${text}/${text}`,
  (text) => `Bearer ${text}`,
  (text) => `\n${text}`,
  (text) => [text],
  (text) => ({ value: text }),
  (text) => ({ type: text, level: text, name: text, url: text, policy: text, to: text }),
  (text) => ({ any: text }),
  (text) => ({ any: { type: text, level: text, policy: text, groups: [text, `${text} `] } }),
  (text) => [{ name: text, url: text, event: ` ${text}`, route: text, status: text, method: text }],
  (text) => new RegExp(`(${text})?`),
  (text) => [new RegExp(`(${text})?`)],
  (text) => Buffer.from(text),
  (text) => () => text,
];

/** The paths of all options, of sections too. */
function pathsOf(
  keys: Readonly<Record<string, unknown>>,
  above: readonly string[] = [],
): string[][] {
  return Object.entries(keys).flatMap(([key, rule]) => {
    const path = [...above, key];
    const below = (rule as Partial<SectionRule>).keys;
    return [path, ...(below ? pathsOf(below, path) : [])];
  });
}

const PATHS = pathsOf(OPTION_RULES.keys);
const DESTINATIONS = ['console', 'file', 'email', 'syslog', 'transport', 'custom'].flatMap((type) =>
  ['level', 'format', 'path', 'smtp', 'to', 'port', 'protocol', 'facility', 'target', 'from'].map(
    (key) => ({ type, key }),
  ),
);
const TEXT_PATHS = [
  ['service', 'name'],
  ['service', 'commit'],
  ['errors', 'dsn'],
  ['errors', 'release'],
  ['traces', 'endpoint'],
  ['logs', 'level'],
  ['logs', 'destinations', 'mail', 'type'],
  ['endpoints', 'access'],
  ['endpoints', 'token'],
  ['endpoints', 'management', 'host'],
  ['endpoints', 'guard'],
  ['health', 'checks'],
];
const VARIABLES = [
  'SENTRY_DSN',
  'LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OBSERVABILITY_TOKEN',
  'OBSERVABILITY_TOKEN_FILE',
  'OBSERVABILITY_ACCESS',
  'NODE_ENV',
];

describe('what the start says of wrong options', () => {
  attack(
    'L1',
    'no four characters of a value stand in the error, whichever option it was written under',
    fc.record({
      text: secret,
      path: fc.constantFrom(...PATHS),
      make: fc.constantFrom(...MISPLACED),
    }),
    ({ text, path, make }) => {
      expect(piecesIn(saidOf(nested(path, make(text))), text)).toEqual([]);
    },
    { runs: 5000 },
  );

  attack(
    'L1',
    'no four characters of a value stand in the error, whichever part of a log destination it is',
    fc.record({
      text: secret,
      at: fc.constantFrom(...DESTINATIONS),
      make: fc.constantFrom(...MISPLACED),
    }),
    ({ text, at, make }) => {
      const mine = { type: at.type, [at.key]: make(text) };

      expect(piecesIn(saidOf(nested(['logs', 'destinations', 'mine'], mine)), text)).toEqual([]);
    },
    { runs: 1000 },
  );

  attack(
    'L1',
    'no four characters of a value stand in the error, whichever variable of the environment has it',
    fc.record({ text: secret, name: fc.constantFrom(...VARIABLES) }),
    ({ text, name }) => {
      expect(piecesIn(saidOf({}, { [name]: text }), text)).toEqual([]);
    },
  );

  attack(
    'L1',
    'a secret of digits that stands without quotes where a text is wanted is not repeated',
    fc.record({
      digits: fc.integer({ min: 10_000_000, max: Number.MAX_SAFE_INTEGER }),
      path: fc.constantFrom(...TEXT_PATHS),
    }),
    ({ digits, path }) => {
      expect(piecesIn(saidOf(nested(path, digits)), String(digits))).toEqual([]);
    },
  );

  attack(
    'L1',
    'a key that is no name is not repeated either',
    fc.record({ text: secret, path: fc.constantFrom(...PATHS) }),
    ({ text, path }) => {
      const options = nested(path, { [`${text}!`]: 1, [`${text}\n- logs: ${text}`]: 1 });

      expect(piecesIn(saidOf(options), text)).toEqual([]);
    },
  );
});

/** Every option of its own path: `['a', 'b']` and 1 are `{ a: { b: 1 } }`. */
function nested(path: readonly string[], value: unknown): ObservabilityOptions {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

/** The message that stops the start, or what the start would warn of. */
function saidOf(options: ObservabilityOptions, env: Record<string, string> = {}): string {
  try {
    const { endpoints } = resolveOptions(options, env);
    return JSON.stringify((endpoints as { warnings?: unknown }).warnings ?? '');
  } catch (error) {
    return `${String(error)} ${JSON.stringify(error)}`;
  }
}

function piecesIn(message: string, text: string): string[] {
  const starts = Array.from({ length: text.length - PIECE + 1 }, (_, i) => i);
  return starts.map((at) => text.slice(at, at + PIECE)).filter((piece) => message.includes(piece));
}
