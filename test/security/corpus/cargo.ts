import type { Place, PlaceKind } from './place';
import { PLACES } from './places';
import { BARE_FORMS, KEYED_FORMS } from './secret-forms';
import type { SecretForm } from './secret-forms';
import { isSecretIn, NEIGHBOURS, valueOf } from './trial';

/** A secret in a place, between its neighbours. */
export interface Piece {
  readonly form: SecretForm;
  readonly place: Place;
}

/** What an app tells at once: as texts, as values, and as the target and the headers of a request. */
export interface Batch {
  /** Of letters alone: what differs in numbers only is the same error to people. */
  readonly name: string;
  readonly pieces: readonly Piece[];
  /** Those of the pieces. */
  readonly texts: readonly string[];
  /** The name and the texts in one. */
  readonly message: string;
  readonly values: readonly unknown[];
}

/** A request that brings a secret in its target, and mostly one in its headers. */
export interface Errand {
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/** One in six of those that a name makes a secret, then all that are one by their own form. */
export const CARGO_FORMS: readonly SecretForm[] = [
  ...KEYED_FORMS.filter((_, i) => i % 6 === 0),
  ...BARE_FORMS,
].filter(({ isOfAddresses }) => !isOfAddresses);

const PLACES_OF_EACH = 12;
const VALUES_OF_EACH = 2;
const ERRANDS_OF_EACH = 1;
/** The inbox shows 4000 characters of a stack, and a mail about as many. */
const MAX_MESSAGE = 3000;
const MIN_PART = 9;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const BETWEEN = '\n\n';

/** The texts that go to every sink: each form in twelve places. */
export const TEXT_PIECES = piecesOf('text', PLACES_OF_EACH);
const VALUE_PIECES = piecesOf('value', VALUES_OF_EACH);
const TARGET_PIECES = piecesOf('address', ERRANDS_OF_EACH);
const HEADER_PIECES = piecesOf('headers', 1);

/** The whole corpus, in batches. */
export const BATCHES: readonly Batch[] = batchesOf(TEXT_PIECES, VALUE_PIECES);

/** What requests bring from outside. */
export const ERRANDS: readonly Errand[] = TARGET_PIECES.map((piece, i) => ({
  target: String(given(piece)),
  // The places of this kind make headers.
  headers: (HEADER_PIECES[i] ? given(HEADER_PIECES[i]) : {}) as Errand['headers'],
})).filter(({ target }) => /^[!-~]+$/.test(target));

/**
 * What of a form's value must not survive anywhere: its long parts, else the whole of it. Four digits
 * of a UUID stand in many an id.
 */
export function secretPartsOf(form: SecretForm): readonly string[] {
  const value = valueOf(form);
  const long = form.partsOf(value).filter(({ length }) => length >= MIN_PART);
  return long.length > 0 ? long : [value];
}

/** The forms that the batches bring. */
export function formsIn(batches: readonly Batch[]): readonly SecretForm[] {
  return [...new Set(batches.flatMap(({ pieces }) => pieces.map(({ form }) => form)))];
}

function piecesOf(kind: PlaceKind, ofEach: number): readonly Piece[] {
  const places = PLACES.filter((place) => place.kind === kind);
  return CARGO_FORMS.flatMap((form, i) => {
    const fit = places
      .map((_, k) => places[(i * ofEach + k) % places.length] as Place)
      .filter((place) => isSecretIn(form, place) && place.accepts([form.key, valueOf(form)]));
    return fit.slice(0, ofEach).map((place) => ({ form, place }));
  });
}

function given({ form, place }: Piece): unknown {
  const [before, after] = NEIGHBOURS;
  return place.make([before, [form.key, valueOf(form)], after]);
}

function batchesOf(pieces: readonly Piece[], values: readonly Piece[]): Batch[] {
  const groups: Piece[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const { length } = String(given(piece));
    room -= length + BETWEEN.length;
    if (room < 0) {
      groups.push([]);
      room = MAX_MESSAGE - length;
    }
    groups.at(-1)?.push(piece);
  }
  const share = Math.ceil(values.length / groups.length);
  return groups.map((group, i) => {
    const texts = group.map((piece) => String(given(piece)));
    return {
      name: nameOf(i),
      pieces: group,
      texts,
      message: [nameOf(i), ...texts].join(BETWEEN),
      values: values.slice(i * share, (i + 1) * share).map(given),
    };
  });
}

/** `cargo aa`, `cargo ab`, … */
function nameOf(index: number): string {
  const letters = [Math.floor(index / LETTERS.length), index % LETTERS.length];
  return `cargo ${letters.map((at) => LETTERS.charAt(at)).join('')} ends`;
}
