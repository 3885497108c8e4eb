import { inForm, inJson, inLooseQuery } from './encodings';
import { addressPlaces, hasNoBreak } from './place';
import type { Pair, Place } from './place';
import { nameWith } from './spellings';

type Encode = (text: string) => string;

const joined =
  (encode: Encode, joint = '&', keyEncode = encode) =>
  (pairs: readonly Pair[]): string =>
    pairs.map(([key, value]) => `${keyEncode(key)}=${encode(value)}`).join(joint);

const component: Encode = encodeURIComponent;
const form = joined(inForm);
/** `%70` for `p`: any character of a name may be encoded. */
const obscured: Encode = (key) =>
  component(key).replace(/^[a-z]/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

/** Names of OAuth's parameters are everyday words in a document. */
const isNoParameter = { isAddress: false };

/** Addresses of requests: what comes from outside first. */
export const ADDRESS_PLACES: readonly Place[] = [
  ...addressPlaces('query of URLSearchParams', (pairs) => `/a?${form(pairs)}`),
  ...addressPlaces('query of encodeURIComponent', (pairs) => `/a?${joined(component)(pairs)}`),
  ...addressPlaces('query as clients send it', (pairs) => `/a?${joined(inLooseQuery)(pairs)}`, {
    accepts: hasNoBreak,
  }),
  ...addressPlaces(
    'query with encoded names',
    (pairs) => `/a?${joined(component, '&', obscured)(pairs)}`,
  ),
  ...addressPlaces('query with semicolons', (pairs) => `/a?${joined(component, ';')(pairs)}`),
  ...addressPlaces('fragment', (pairs) => `/a#${form(pairs)}`),
  ...addressPlaces('query of an origin', (pairs) => `https://shop.example/a?${form(pairs)}#top`),
  ...addressPlaces('parameters of a path', (pairs) => `/a;${joined(component, ';')(pairs)}`),
  ...addressPlaces('query in a query', (pairs) => {
    const inner = `https://shop.example/b?${form(pairs)}`;
    return `/a?next=${component(inner)}`;
  }),
  ...addressPlaces('query in a query in a query', (pairs) => {
    const inner = `/b?next=${component(`https://shop.example/c?${form(pairs)}`)}`;
    return `/a?next=${component(inner)}`;
  }),
  ...addressPlaces(
    'JSON in a query',
    (pairs) => {
      const json = `{${pairs.map(([key, value]) => `"${inJson(key)}":"${inJson(value)}"`).join()}}`;
      return `/a?filter=${component(json)}`;
    },
    isNoParameter,
  ),
  ...addressPlaces(
    'JSON in a form',
    (pairs) => {
      const json = `{${pairs.map(([key, value]) => `"${inJson(key)}": "${inJson(value)}"`).join(', ')}}`;
      return `/a?filter=${inForm(json)}`;
    },
    isNoParameter,
  ),
  ...addressPlaces(
    'GraphQL in a query',
    (pairs) => {
      const fields = pairs.map(([key, value]) => `${nameWith('_', key)}: "${inJson(value)}"`);
      return `/a?search=${component(`{ login(${fields.join(', ')}) { id } }`)}`;
    },
    isNoParameter,
  ),
];
