import * as fc from 'fast-check';
import { attack, attackEach } from './attack';
import { anyFrame, framed, PARTS } from './corpus/adversarial-parts';
import type { Frame } from './corpus/adversarial-parts';
import { findExpressions, wordsOf } from './corpus/regular-expressions';
import type { FoundExpression } from './corpus/regular-expressions';
import { slowness } from './corpus/stopwatch';

const KIB = 1024;
const LENGTHS = [4 * KIB, 16 * KIB];
/** Five times what is promised for all of a request. */
const MAX_MS = 100;
/** Stand behind the words of an expression: something may follow them. */
const FILLERS = ['', 'a', ' ', '0', 'a ', '\n'];
/** Those that make expressions of what they are given at start-up; each has its own test of cost. */
const MAKERS = [
  'capture/http/fastify-template.ts',
  'core/options/paths.ts',
  'core/redaction/card-track.ts',
  'core/redaction/card-verification.ts',
  'core/redaction/known-paths.ts',
  'core/redaction/patterns.ts',
  'core/redaction/query-keys.ts',
  'core/redaction/tokens.ts',
  'core/text/one-line.ts',
  'integrations/cache/redis/redis-info.ts',
  'integrations/runtime/cgroup-limits.ts',
  'integrations/runtime/proc.ts',
];

const { literals, makers } = findExpressions();

describe('regular expressions of the library', () => {
  it('are made of other texts in known files only', () => {
    expect(literals.length).toBeGreaterThan(50);
    expect(makers).toEqual(MAKERS);
  });

  attackEach(
    'H6',
    'none costs more with each character of a part that is repeated',
    literals,
    (found) => {
      for (const part of PARTS) refuseSlow(found, ['', part, '']);
    },
  );

  attackEach(
    'H6',
    'none costs more with each repetition of the words that it searches for',
    literals,
    (found) => {
      for (const word of wordsOf(found.expression))
        for (const filler of FILLERS) refuseSlow(found, ['a', word + filler, '!']);
    },
  );

  attack(
    'H6',
    'none costs more with each character of any parts',
    fc.record({ found: fc.constantFrom(...literals), frame: anyFrame }),
    ({ found, frame }) => refuseSlow(found, frame),
    { runs: 2000 },
  );
});

/** @throws Error that says how the time grows, where that is too fast */
function refuseSlow({ expression }: FoundExpression, frame: Frame): void {
  const slow = slowness((text) => readAll(expression, text), {
    textOf: framed(frame),
    lengths: LENGTHS,
    maxMs: MAX_MS,
  });
  if (slow !== undefined) throw new Error(`${JSON.stringify(frame)}: ${slow}`);
}

/** As the library does: at one place, once, or everywhere. */
function readAll(expression: RegExp, text: string): unknown {
  expression.lastIndex = 0;
  return expression.global ? text.replaceAll(expression, '') : expression.test(text);
}
