import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { describeRequest } from '../../libs/observability/src/signals/errors/event/request-facts';
import type { BodyRule } from '../../libs/observability/src/signals/errors/event/body-facts';
import { ErrorsSignal } from '../../libs/observability/src/signals/errors/testing/errors-signal';
import { attack } from './attack';

const NAMES = [
  'item',
  'note',
  'city',
  'list',
  'a.b',
  '__proto__',
  'constructor',
  'toJSON',
  'length',
];
const name = fc.constantFrom(...NAMES);
/** A body with places for values. */
const { node: body } = fc.letrec((tie) => ({
  leaf: fc.constantFrom('text', 'number', 'none'),
  list: fc.array(tie('node'), { maxLength: 4 }),
  fields: fc.array(fc.tuple(name, tie('node')), { maxLength: 5 }).map((pairs) => ownFields(pairs)),
  node: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('fields'), tie('list')),
}));
const paths = fc.uniqueArray(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.')),
  { maxLength: 4 },
);

/** A value that was planted in a body, and where. */
interface Planted {
  readonly text: string;
  readonly path: string;
}

attack(
  'H5',
  'no value of a body outside of the allow list stands in an event',
  fc.tuple(body, paths),
  ([places, allowed]) => {
    const planted: Planted[] = [];
    const event = eventOf(plant(places, '', planted), allowed);

    const hidden = planted.filter(({ path }) => !isAllowed(path, allowed));
    expect(hidden.filter(({ text }) => event.includes(text))).toEqual([]);
    const shown = planted.filter(({ path }) => isAllowed(path, allowed));
    expect(shown.filter(({ text }) => !event.includes(text))).toEqual([]);
  },
);

attack(
  'H5',
  'no value of a body stands in an event that shows names alone, whatever the body is',
  fc
    .oneof(fc.stringMatching(/^[a-z ]{30,60}$/), fc.stringMatching(/^[a-z]{65,99}$/))
    .chain((text) =>
      fc.constantFrom<unknown>(text, [text], { a: [text] }, { [text]: '' }, { a: { [text]: [1] } }),
    ),
  (given) => {
    const [text = ''] = /[a-z ]{30,}/.exec(JSON.stringify(given)) ?? [];

    expect(eventOf(given, 'keys')).not.toContain(text);
  },
);

function eventOf(given: unknown, rule: BodyRule): string {
  const observation = new ErrorsSignal().request(500);
  Object.assign(observation.request, { body: given });
  const facts = describeRequest(observation, new Redactor(), { headers: [], body: rule });
  return JSON.stringify(facts.data ?? null);
}

/** The body with a value of its own in each place. */
function plant(place: unknown, path: string, planted: Planted[]): unknown {
  if (Array.isArray(place)) return place.map((item) => plant(item, path, planted));
  if (typeof place === 'object' && place !== null) {
    return ownFields(
      Object.entries(place).map(([key, inner]) => [key, plant(inner, pathTo(path, key), planted)]),
    );
  }
  if (place === 'none') return null;
  const text = `${place === 'number' ? '' : 'planted '}${7_000_001 + planted.length}`;
  planted.push({ text, path });
  return place === 'number' ? Number(text) : text;
}

function pathTo(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isAllowed(path: string, allowed: readonly string[]): boolean {
  return allowed.some((each) => path === each || path.startsWith(`${each}.`));
}

/** As JSON.parse makes them: `__proto__` is a key like any other. */
function ownFields(pairs: readonly (readonly [string, unknown])[]): object {
  const fields = {};
  for (const [key, value] of pairs) {
    Object.defineProperty(fields, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return fields;
}
