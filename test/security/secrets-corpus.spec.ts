import { Redactor } from '../../libs/observability/src/core';
import { attackGrid } from './attack';
import { PLACES } from './corpus/places';
import type { Place } from './corpus/places';
import { BARE_FORMS, KEYED_FORMS, SECRET_FORMS } from './corpus/secret-forms';
import type { SecretForm } from './corpus/secret-forms';
import { isSecretIn, leftOf, valueOf } from './corpus/trial';

const redactor = new Redactor();

describe('the corpus of secrets', () => {
  it('is as large as promised', () => {
    expect(SECRET_FORMS.length).toBeGreaterThanOrEqual(300);
    expect(PLACES.length).toBeGreaterThanOrEqual(12);
    expect(new Set(PLACES.map(({ name }) => name)).size).toBe(PLACES.length);
  });

  attackGrid(
    'H5',
    'no value under the name of a secret survives in any place',
    { rows: KEYED_FORMS, columns: PLACES },
    survives,
  );

  attackGrid(
    'M2',
    'no secret of a known form survives under a harmless name in any place',
    { rows: BARE_FORMS, columns: PLACES },
    survives,
  );
});

function survives(form: SecretForm, place: Place): string | undefined {
  if (!isSecretIn(form, place)) return undefined;
  const value = valueOf(form);
  return leftOf(redactor, place, [form.key, value], form.partsOf(value));
}
