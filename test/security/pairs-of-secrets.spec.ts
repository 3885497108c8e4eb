import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { attack } from './attack';
import { canary } from './corpus/hard-values';
import { PLACES } from './corpus/places';
import { SECRET_FORMS } from './corpus/secret-forms';
import type { SecretForm } from './corpus/secret-forms';
import { isSecretIn } from './corpus/trial';
import { survivorsOf } from './corpus/survivors';

const redactor = new Redactor();
const forms = new Map(SECRET_FORMS.map((form) => [form.name, form]));
const places = new Map(PLACES.map((place) => [place.name, place]));
const RUNS = 3000;

/** A secret of one of the forms, by its name so that a failure can be read. */
const secret = fc
  .constantFrom(...forms.keys())
  .chain((name) => fc.record({ name: fc.constant(name), value: valueOf(forms.get(name)) }));

describe('two secrets in one text', () => {
  attack(
    'H3',
    'neither survives beside the other, in either order, with or without something between them',
    fc.record({
      place: fc.constantFrom(...places.keys()),
      first: secret,
      second: secret,
      isApart: fc.boolean(),
    }),
    ({ place: name, first, second, isApart }) => {
      const place = places.get(name);
      const secrets = [first, second].map(({ name: form, value }) => ({
        form: forms.get(form) as SecretForm,
        value,
      }));
      if (!place || secrets.some(({ form }) => !isSecretIn(form, place))) return;
      const pairs = secrets.map(({ form, value }, i) => [keyOf(form, i), value] as const);
      if (!pairs.every(place.accepts)) return;
      const all = isApart ? pairs.toSpliced(1, 0, ['page', 'green-tea-41']) : pairs;

      const safe = place.redact(redactor, all);

      const empty = (): string => place.write(all.map(([key]) => [key, '']));
      const left = secrets.flatMap(({ form, value }) =>
        form.partsOf(value).flatMap((part) => survivorsOf(part, safe, empty)),
      );
      if (left.length > 0) throw new Error(`${left.join(' ')} in ${safe}`);
    },
    { runs: RUNS },
  );
});

/** Two bare secrets need two names. */
function keyOf({ key, bare }: SecretForm, index: number): string {
  return bare ? `${key}_${'ab'.charAt(index)}` : key;
}

function valueOf(form: SecretForm | undefined): fc.Arbitrary<string> {
  return form?.bare ? form.value : canary;
}
