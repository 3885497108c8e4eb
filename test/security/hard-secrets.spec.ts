import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { SensitiveKeys } from '../../libs/observability/src/core/redaction/sensitive-keys';
import { attack, attackGrid } from './attack';
import { anyBrokenValue, anyValue, HARD_VALUES } from './corpus/hard-values';
import type { Place } from './corpus/place';
import { PLACES } from './corpus/places';
import { compositeValue, KEYED_FORMS } from './corpus/secret-forms';
import { hardSample, isSecretIn, leftOf, takenBeside } from './corpus/trial';

const redactor = new Redactor();
const keys = new SensitiveKeys();
/** Strong by a part of it, by its last word, and by its being a header's. */
const KEYS = ['password', 'db_pass', 'X-Client-Cert'];
const RUNS = 2000;
const forms = new Map(KEYED_FORMS.map((form) => [form.name, form]));
const places = new Map(PLACES.map((place) => [place.name, place]));
const hardValues = HARD_VALUES.map((name) => ({ name, value: hardSample(name) }));
/** Of all meetings of values and places, a run tries one in five: 24 values in each place. */
const GRID = { rows: hardValues, columns: PLACES, oneIn: 5 };

describe('secrets of odd characters', () => {
  for (const key of KEYS) {
    attackGrid('H1', `no ${key} survives, whatever its characters are`, GRID, ({ value }, place) =>
      leftOf(redactor, place, [key, value]),
    );
  }

  attackGrid(
    'H3',
    'nothing beside a secret goes with it where the place has a grammar',
    GRID,
    ({ value }, place) => takenBeside(redactor, place, ['password', value]),
  );

  attack(
    'H1',
    'no value of any characters survives under any name in any place',
    trialsOf(fc.oneof(anyValue, anyBrokenValue)),
    leavesNothing,
    { runs: RUNS },
  );

  attack(
    'H3',
    'no value survives that begins or ends like a token, a key or an address',
    trialsOf(compositeValue),
    leavesNothing,
    { runs: RUNS },
  );
});

interface Trial {
  readonly form: string;
  readonly place: string;
  readonly value: string;
}

/** By their names, so that a failure can be read. */
function trialsOf(value: fc.Arbitrary<string>): fc.Arbitrary<Trial> {
  return fc.record({
    form: fc.constantFrom(...forms.keys()),
    place: fc.constantFrom(...places.keys()),
    value,
  });
}

function leavesNothing(trial: Trial): void {
  const form = forms.get(trial.form);
  const place = places.get(trial.place);
  if (!form || !place || !isSecretIn(form, place) || isWord(form.key, trial.value, place)) return;
  const pair = [form.key, trial.value] as const;
  expect(leftOf(redactor, place, pair, secretsOf(...pair))).toBe(undefined);
}

/** Behind a weak name and a colon, letters are words of a sentence: `pin: connected`. */
function isWord(key: string, value: string, place: Place): boolean {
  const isWeak = keys.strengthOf(key) !== 'strong';
  return isWeak && /^\p{L}+$/u.test(value) && place.write([[key, value]]).includes(`: ${value}`);
}

/** A cookie keeps its name. */
function secretsOf(key: string, value: string): string[] {
  const isNamed = /^(?:set-)?cookie$/i.test(key) && /=[^=]/.test(value);
  return [isNamed ? value.slice(value.indexOf('=') + 1) : value];
}
