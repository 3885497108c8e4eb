import type { Rule } from './rules';

/** A path: itself, with a `*` at its end all that begin so, or a pattern. */
export type PathMatcher = string | RegExp;

/** Returns whether one of the matchers matches a path. */
export function pathTest(matchers: readonly PathMatcher[]): (path: string) => boolean {
  const texts = matchers.filter((matcher) => typeof matcher === 'string');
  const whole = new Set(texts.filter((text) => !text.endsWith('*')));
  const beginnings = texts.filter((text) => text.endsWith('*')).map((text) => text.slice(0, -1));
  const patterns = matchers.filter((matcher) => matcher instanceof RegExp).map(withoutMemory);
  return (path) =>
    whole.has(path) ||
    beginnings.some((beginning) => path.startsWith(beginning)) ||
    patterns.some((pattern) => pattern.test(path));
}

/** A global or sticky pattern goes on where it stopped: it would match every second time. */
export function withoutMemory({ source, flags }: RegExp): RegExp {
  return new RegExp(source, flags.replaceAll(/[gy]/g, ''));
}

/** The rule of an option that is a PathMatcher. */
export const pathMatcher: Rule = (value, path, problems) => {
  if ((typeof value === 'string' && value !== '') || value instanceof RegExp) return;
  problems.wanted(path, value, 'a path such as "/admin/*", or a RegExp');
};
