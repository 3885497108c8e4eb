/** A pattern that needs longer for so little text would hold up every request. */
export const SLOWEST_PATTERN_MS = 100;
const PROBES = ['a', '0', ' ', 'a0', '-a'];
const PROBE_LENGTHS = [8, 16, 20, 24, 28];

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
  return PROBE_LENGTHS.some((length) => PROBES.some((probe) => takesLong(probed, probe, length)));
}

function takesLong(pattern: RegExp, probe: string, length: number): boolean {
  const text = `${probe.repeat(length / probe.length)}!`;
  const begin = performance.now();
  text.replaceAll(pattern, '');
  return performance.now() - begin > SLOWEST_PATTERN_MS;
}
