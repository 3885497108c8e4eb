import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { attack } from './attack';

const redactor = new Redactor();

/** What a person may have written, with words that stand in nothing else. */
const value = fc
  .array(
    fc.oneof(
      fc.constantFrom('quxor', 'QUXOR', 'quxor quxor', 'Quxor-Quxor'),
      fc.constantFrom(
        '(',
        ')',
        '()',
        ' (',
        ') ',
        ':(',
        ':)',
        '=',
        ')=(',
        ',',
        ', ',
        "'",
        '"',
        '\n',
      ),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const columns = fc.constantFrom(
  'name',
  '"Name"',
  'shop, name',
  'lower(name::text)',
  "lower((name)::text), (data ->> 'mail'::text)",
  "COALESCE(name, '('::text)",
  `"we)ird", upper("Na me")`,
  '(\nCASE\n    WHEN open THEN lower(name)\n    ELSE NULL::text\nEND)',
);
const places = fc.constantFrom(
  '',
  'DETAIL:  ',
  'error: duplicate key value violates unique constraint "users_name"\nDETAIL:  ',
  '"detail: ',
);

const ends = fc.constantFrom(
  ') already exists.',
  ') is not present in table "users".',
  ') is still referenced from table "users".',
  ') conflicts with existing key (name)=(quxor).',
);

/** Cuts the text at each place behind its head, and puts a stack behind it. */
function assertHidden(head: string, rest: string): void {
  for (let end = 0; end <= rest.length; end += 1) {
    const cut = head + rest.slice(0, end);
    for (const text of [cut, `${cut}…`, `${cut}\n    at f (/app/a.js:1:2)`]) {
      assert.doesNotMatch(redactor.text(text), /qux|uxo|xor/i);
    }
  }
}

describe('complaints of PostgreSQL of which only the text is left', () => {
  attack(
    'M1',
    'no value of a key survives, whatever the columns and wherever the text is cut',
    fc.record({ place: places, names: columns, written: value, end: ends }),
    ({ place, names, written, end }) => {
      assertHidden(`${place}Key (${names})=(`, `${written}${end}`);
    },
  );

  attack(
    'M1',
    'no value of a refused row survives, wherever the text is cut',
    fc.record({ place: places, row: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    ({ place, row }) => {
      assertHidden(`${place}Failing row contains (`, `${row.join(', ')}).`);
    },
  );
});
