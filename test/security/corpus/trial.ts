import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Redactor } from '../../../libs/observability/src/core';
import { canary, hardValue } from './hard-values';
import type { Pair, Place } from './place';
import type { SecretForm } from './secret-forms';
import { survivorsOf } from './survivors';

/** The same values in each run, so that two runs can be compared. */
const SEED = 12;

/** Stand around a secret, and have to stay. */
export const NEIGHBOURS: readonly [Pair, Pair] = [
  ['page', 'green-tea-41'],
  ['sort', 'black-tea-42'],
];

const samples = new Map<string, string>();

/** A value of a form, the same in each run; a keyed one is plain, so that its key alone tells. */
export function valueOf({ name, bare, value }: SecretForm): string {
  const known = samples.get(name) ?? sample(bare ? value : canary, name);
  samples.set(name, known);
  return known;
}

/** One value of a pattern of hard values. */
export function hardSample(pattern: string): string {
  return sample(hardValue(pattern), pattern);
}

function sample(values: fc.Arbitrary<string>, name: string): string {
  const seed = createHash('sha256').update(`${SEED} ${name}`).digest().readInt32BE();
  const [value = ''] = fc.sample(values, { numRuns: 1, seed });
  return value;
}

/** What of a secret the redactor leaves in a place; undefined where nothing. */
export function leftOf(
  redactor: Redactor,
  place: Place,
  pair: Pair,
  parts: readonly string[] = [pair[1]],
): string | undefined {
  if (!place.accepts(pair)) return undefined;
  const [before, after] = NEIGHBOURS;
  const safe = place.redact(redactor, [before, pair, after]);
  const empty = (): string => `${pair[0]}\n${place.write([before, [pair[0], ''], after])}`;
  const left = parts.flatMap((part) => survivorsOf(part, safe, empty));
  return left.length > 0 ? `${JSON.stringify(pair[1])} → ${JSON.stringify(safe)}` : undefined;
}

/** Which neighbours of a secret the redactor takes for a part of it; undefined where it takes none. */
export function takenBeside(redactor: Redactor, place: Place, pair: Pair): string | undefined {
  if (!place.accepts(pair) || !place.keepsNeighbours) return undefined;
  const [before, after] = NEIGHBOURS;
  const safe = place.redact(redactor, [before, pair, after]);
  const taken = NEIGHBOURS.filter(([, value]) => !safe.includes(value));
  return taken.length > 0 ? `${JSON.stringify(pair[1])} → ${JSON.stringify(safe)}` : undefined;
}

/** Whether a form is a secret in a place. */
export const isSecretIn = ({ isOfAddresses }: SecretForm, { isAddress }: Place): boolean =>
  isAddress || !isOfAddresses;
