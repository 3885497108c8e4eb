import { Redactor } from '../../libs/observability/src/core';
import { attackGrid, pairsOf } from './attack';
import { PLACES } from './corpus/places';
import type { Place } from './corpus/places';
import { BARE_FORMS, KEYED_FORMS, SECRET_FORMS } from './corpus/secret-forms';
import type { SecretForm } from './corpus/secret-forms';
import { isSecretIn, leftOf, valueOf } from './corpus/trial';

const redactor = new Redactor();
/** Of all meetings of forms and places, how many a run tries. */
const ONE_IN = 5;
const KEYED = {
  rows: KEYED_FORMS.filter(({ isOfAddresses }) => !isOfAddresses),
  columns: PLACES,
  oneIn: ONE_IN,
};
const PARAMETERS = {
  rows: KEYED_FORMS.filter(({ isOfAddresses }) => isOfAddresses),
  columns: PLACES.filter(({ isAddress }) => isAddress),
};
const BARE = { rows: BARE_FORMS, columns: PLACES, oneIn: ONE_IN };

describe('the corpus of secrets', () => {
  it('is as large as promised', () => {
    expect(SECRET_FORMS.length).toBeGreaterThanOrEqual(300);
    expect(PLACES.length).toBeGreaterThanOrEqual(12);
    expect(new Set(PLACES.map(({ name }) => name)).size).toBe(PLACES.length);
  });

  it('is tried with each form in twelve places at least, and with twenty forms in each place', () => {
    const tried = [KEYED, PARAMETERS, BARE]
      .flatMap(pairsOf)
      .filter(
        ({ row, column }) => isSecretIn(row, column) && column.accepts([row.key, valueOf(row)]),
      );

    const placesOf = countedBy(tried.map(({ row }) => row.name));
    const formsOf = countedBy(tried.map(({ column }) => column.name));
    expect(placesOf.size).toBe(SECRET_FORMS.length);
    expect(formsOf.size).toBe(PLACES.length);
    expect([...placesOf].filter(([, count]) => count < 12)).toEqual([]);
    expect([...formsOf].filter(([, count]) => count < 20)).toEqual([]);
  });

  attackGrid('H5', 'no value under the name of a secret survives in any place', KEYED, survives);

  attackGrid(
    'H5',
    'no value under an everyday word that OAuth calls a secret by survives in any address',
    PARAMETERS,
    survives,
  );

  attackGrid(
    'M2',
    'no secret of a known form survives under a harmless name in any place',
    BARE,
    survives,
  );
});

function survives(form: SecretForm, place: Place): string | undefined {
  if (!isSecretIn(form, place)) return undefined;
  const value = valueOf(form);
  return leftOf(redactor, place, [form.key, value], form.partsOf(value));
}

function countedBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
