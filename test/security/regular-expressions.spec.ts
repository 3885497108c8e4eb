import * as fc from 'fast-check';
import { attack, attackGrid } from './attack';
import { anyParts, PARTS, repeated } from './corpus/adversarial-parts';
import { findExpressions } from './corpus/regular-expressions';
import { bestMs, isSuperLinear, shownGrowth } from './corpus/stopwatch';

const KIB = 1024;
const LENGTHS = [2 * KIB, 16 * KIB];
/** As much as a text is read of takes no longer. */
const MAX_MS = 20;
/** Those that make expressions of what they are given at start-up; each has its own test of cost. */
const MAKERS = [
  'core/paths.ts',
  'core/redaction/graphql-mask.ts',
  'core/redaction/path-mask.ts',
  'core/redaction/patterns.ts',
  'core/redaction/token-forms.ts',
  'integrations/redis/redis-info.ts',
  'integrations/runtime/cgroup.limits.ts',
  'integrations/runtime/proc.ts',
];

const { literals, makers } = findExpressions();
const expressions = new Map(literals.map((literal) => [literal.name, literal.expression]));
const parts = PARTS.map((name) => ({ name }));

describe('regular expressions of the library', () => {
  it('are made of other texts in known files only', () => {
    expect(literals.length).toBeGreaterThan(50);
    expect(makers).toEqual(MAKERS);
  });

  attackGrid(
    'H6',
    'none costs more with each character of a part that is repeated',
    { rows: parts, columns: literals },
    ({ name: part }, { expression }) => slowness(expression, ['', part, '']),
  );

  attack(
    'H6',
    'none costs more with each character of any parts',
    fc.record({
      name: fc.constantFrom(...expressions.keys()),
      before: fc.constantFrom('', ...PARTS),
      repeats: anyParts,
      after: fc.constantFrom('', ...PARTS),
    }),
    ({ name, before, repeats, after }) => {
      const expression = expressions.get(name);
      const slow = expression && slowness(expression, [before, repeats, after]);
      if (slow !== undefined) throw new Error(slow);
    },
    { runs: 2000 },
  );
});

/** How the time grows where that is too fast; undefined where it is linear. */
function slowness(
  expression: RegExp,
  [before, part, after]: readonly [string, string, string],
): string | undefined {
  const ms: number[] = [];
  for (const length of LENGTHS) {
    const text = before + repeated(part, length) + after;
    ms.push(bestMs(() => readAll(expression, text), { enoughMs: 1, hopelessMs: MAX_MS * 5 }));
    if ((ms.at(-1) ?? 0) > MAX_MS) break;
  }
  const growth = { lengths: LENGTHS.slice(0, ms.length), ms };
  const isSlow = ms.some((took) => took > MAX_MS) || isSuperLinear(growth);
  return isSlow ? shownGrowth(growth) : undefined;
}

/** As the library does: at one place, once, or everywhere. */
function readAll(expression: RegExp, text: string): unknown {
  expression.lastIndex = 0;
  return expression.global ? text.replaceAll(expression, '') : expression.test(text);
}
