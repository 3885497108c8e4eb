import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { attackEach } from './attack';
import { SCANNED_FORMS } from './corpus/scanned-forms';

const SCANNER = join(__dirname, '../support/secretlint.mjs');
const SEED = Number(process.env['FUZZ_SEED'] ?? 12);
const SAMPLES_OF_EACH = 12;
const OF_MARK = ': [Redacted]';

/** What the scanner finds in one text: by which rule, and its sentence, which ends with the secret. */
interface Finding {
  readonly rule: string;
  readonly message: string;
}

/** How apps write what they have; without quotes, since the scanner reads no escapes. */
const WRITERS: Readonly<Record<string, (text: string) => string>> = {
  alone: (text) => text,
  'in a message': (text) => `Cannot sign in with ${text} (attempt 3 of 5)`,
  'on its own line': (text) => `the configuration is\n${text}\nand no more`,
  'behind a stack': (text) => `Error: no\n    at login (/app/src/login.js:12:5)\n${text}`,
};

const redactor = new Redactor();
const rules = new Set(SCANNED_FORMS.map(({ rule }) => rule));
const instances = SCANNED_FORMS.flatMap(({ name, rule, text }) =>
  fc.sample(text, { numRuns: SAMPLES_OF_EACH, seed: SEED }).flatMap((secret) =>
    Object.entries(WRITERS).map(([writer, write]) => {
      const before = write(secret);
      return { name, rule, writer, before, after: redactor.text(before) };
    }),
  ),
);
type Instance = (typeof instances)[number];

describe('a secret scanner, as the judge of what the redactor leaves', () => {
  let found: ReadonlyMap<string, readonly Finding[]>;

  beforeAll(async () => {
    const texts = [...new Set(instances.flatMap(({ before, after }) => [before, after]))];
    const findings = await findingsIn(texts);
    found = new Map(texts.map((text, i) => [text, findings[i] ?? []]));
  });

  /** The mark itself may stand where a rule wants any text, as behind `_authToken=`. */
  const secretsIn = (text: string): Finding[] =>
    (found.get(text) ?? []).filter((finding) => !finding.message.includes(OF_MARK));

  it('finds each of these texts by the rule for it, so that it can judge', () => {
    const blind = instances.filter(
      ({ before, rule }) => !secretsIn(before).some((finding) => finding.rule === rule),
    );

    expect(blind.map(({ before }) => before)).toEqual([]);
    expect(rules.size).toBeGreaterThanOrEqual(18);
  });

  attackEach(
    'M2',
    'the scanner finds nothing in what the redactor leaves of texts that it finds secrets in',
    instances,
    ({ after }: Instance) => expect(secretsIn(after)).toEqual([]),
  );
});

async function findingsIn(texts: readonly string[]): Promise<Finding[][]> {
  const scanner = spawn(process.execPath, [SCANNER], { stdio: ['pipe', 'pipe', 'inherit'] });
  scanner.stdin.end(JSON.stringify(texts));
  return (await json(scanner.stdout)) as Finding[][];
}
