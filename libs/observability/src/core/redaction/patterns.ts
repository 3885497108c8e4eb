/** A pattern that needs longer for so little text would hold up every request. */
export const MAX_PATTERN_MS = 100;
const COMMON_PROBES = ['a', '0', ' ', 'a0', '-a'];
const MAX_OWN_PROBES = 32;
/**
 * One by one, so that the first slow text is slow by little. A pattern with a fixed end, as
 * `(\w+\s?)+@internal\.corp`, shows its cost only in a text that is longer by that end.
 */
const [MIN_PROBE, MAX_PROBE] = [8, 64];
/** Nothing, and a character that patterns do not name: what ends a text ends no match. */
const ENDS = ['', '\u0001'];

/** The pattern as it is used: on all places of a text, with no memory of the last one. */
export function everywhere({ source, flags }: RegExp): RegExp {
  return new RegExp(source, `${flags.replaceAll(/[gy]/g, '')}g`);
}

/** Whether it would find something between any two characters. */
export function matchesNothing(pattern: RegExp): boolean {
  return everywhere(pattern).test('');
}

/** Patterns of exponential cost show it early, so the probes grow and the first slow one is the last. */
export function isSlow(pattern: RegExp): boolean {
  const probed = everywhere(pattern);
  const probes = [...COMMON_PROBES, ...ownProbesOf(pattern)];
  for (let length = MIN_PROBE; length <= MAX_PROBE; length += 1) {
    // Twice: a busy machine may stop this process for that long at any place.
    const isLong = (probe: string): boolean => takesLong(probed, probe, length);
    if (probes.some((probe) => isLong(probe) && isLong(probe))) return true;
  }
  return false;
}

/** Words and characters of the pattern itself: a group that repeats them takes no others. */
function ownProbesOf({ source }: RegExp): readonly string[] {
  const own = new Set([...(source.match(/\w{2,8}/g) ?? []), ...Array.from(source)]);
  return [...own].slice(0, MAX_OWN_PROBES);
}

function takesLong(pattern: RegExp, probe: string, length: number): boolean {
  const text = probe.repeat(length / probe.length);
  const begin = performance.now();
  for (const end of ENDS) (text + end).replaceAll(pattern, '');
  return performance.now() - begin > MAX_PATTERN_MS;
}
