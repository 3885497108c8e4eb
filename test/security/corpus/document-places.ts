import { backslashed, doubled, inCdata, inForm, inJson, inXml } from './encodings';
import { hasNoBreak, hasPlainKey, textPlace } from './place';
import type { Pair, Place } from './place';
import { nameWith } from './spellings';

const json = (pairs: readonly Pair[]): string => JSON.stringify(Object.fromEntries(pairs));
const element = (key: string): string => nameWith('-', key);
const identifier = (key: string): string => nameWith('_', key);
const isXml = ([key, value]: Pair): boolean =>
  hasPlainKey([key, value]) && !/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/.test(value);

const elements = (encode: (text: string) => string) => (pairs: readonly Pair[]) =>
  `<r>${pairs.map(([key, value]) => `<${element(key)}>${encode(value)}</${element(key)}>`).join('')}</r>`;

const BOUNDARY = '----WebKitFormBoundary7MA4';

/** Bodies and documents, as requests, files and other services have them. */
export const DOCUMENT_PLACES: readonly Place[] = [
  textPlace('form', (pairs) => pairs.map(([k, v]) => `${inForm(k)}=${inForm(v)}`).join('&')),
  textPlace('JSON', json),
  textPlace('JSON with spaces', (pairs) => JSON.stringify(Object.fromEntries(pairs), undefined, 2)),
  textPlace('JSON with escapes', (pairs) =>
    json(pairs).replaceAll(
      /[^\x20-\x7e]|[<>&']/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ),
  textPlace('JSON in JSON', (pairs) => JSON.stringify({ body: json(pairs), status: 400 })),
  textPlace('JSON in JSON in JSON', (pairs) =>
    JSON.stringify({ body: JSON.stringify({ inner: json(pairs) }), status: 400 }),
  ),
  textPlace('form in JSON', (pairs) =>
    JSON.stringify({ body: new URLSearchParams(pairs as [string, string][]).toString(), n: 1 }),
  ),
  textPlace('deep JSON', (pairs) => JSON.stringify({ a: [{ b: Object.fromEntries(pairs) }] })),
  textPlace('list in JSON', (pairs) =>
    JSON.stringify(Object.fromEntries(pairs.map(([k, v]) => [k, [v, v]]))),
  ),
  textPlace('HAR pairs', (pairs) =>
    JSON.stringify(pairs.map(([name, value]) => ({ name, value }))),
  ),
  textPlace('HAR pairs, value first', (pairs) =>
    JSON.stringify(pairs.map(([name, value]) => ({ value, name }))),
  ),
  textPlace('key and value in JSON', (pairs) =>
    JSON.stringify(pairs.map(([key, value]) => ({ key, value }))),
  ),
  textPlace('lists of pairs in JSON', (pairs) => JSON.stringify(pairs)),
  textPlace(
    'multipart',
    (pairs) =>
      [
        ...pairs.map(
          ([key, value]) =>
            `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
        ),
        `--${BOUNDARY}--\r\n`,
      ].join(''),
    { accepts: hasNoBreak },
  ),
  textPlace('XML elements', elements(inXml), { accepts: isXml }),
  textPlace(
    'XML with CDATA',
    elements((text) => `<![CDATA[${inCdata(text)}]]>`),
    {
      accepts: isXml,
    },
  ),
  textPlace(
    'SOAP',
    (pairs) =>
      `<soap:Body>${pairs.map(([k, v]) => `<ns1:${element(k)} xsi:type="xsd:string">${inXml(v)}</ns1:${element(k)}>`).join('\n  ')}</soap:Body>`,
    { accepts: isXml },
  ),
  textPlace(
    'XML attributes',
    (pairs) => `<user ${pairs.map(([k, v]) => `${element(k)}="${inXml(v)}"`).join(' ')}/>`,
    // In a text, `\\"` may be a quote within, as settings have it.
    { accepts: isXml, keepsNeighbours: false },
  ),
  textPlace(
    'named XML elements',
    (pairs) =>
      `<l>${pairs.map(([k, v]) => `<add key="${inXml(k)}" value="${inXml(v)}"/>`).join('')}</l>`,
    { accepts: isXml },
  ),
  textPlace(
    'HTML inputs',
    (pairs) => pairs.map(([k, v]) => `<input name="${inXml(k)}" value="${inXml(v)}">`).join('\n'),
    { accepts: isXml },
  ),
  textPlace('YAML in double quotes', (pairs) =>
    pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join('\n'),
  ),
  textPlace(
    'YAML in single quotes',
    (pairs) => pairs.map(([k, v]) => `${k}: '${doubled("'")(v)}'`).join('\n'),
    { accepts: hasNoBreak },
  ),
  textPlace('YAML plain', (pairs) => `spec:\n${pairs.map(([k, v]) => `  ${k}: ${v}`).join('\n')}`, {
    accepts: isPlainYaml,
  }),
  textPlace(
    'YAML blocks',
    (pairs) => pairs.map(([k, v]) => `${k}: |\n  ${v.replaceAll('\n', '\n  ')}`).join('\n'),
    { accepts: ([, value]) => !/^\s|[\r\u2028\u0085]|\n\n/.test(value) },
  ),
  textPlace(
    'GraphQL literal',
    (pairs) =>
      `mutation { login(${pairs.map(([k, v]) => `${identifier(k)}: "${inJson(v)}"`).join(', ')}) { id } }`,
    { accepts: hasPlainKey },
  ),
  textPlace(
    'GraphQL block strings',
    (pairs) =>
      `mutation { login(${pairs.map(([k, v]) => `${identifier(k)}: """${v}"""`).join(', ')}) { id } }`,
    { accepts: (pair) => hasPlainKey(pair) && !/"/.test(pair[1]) && !pair[1].endsWith('\\') },
  ),
  textPlace(
    'GraphQL request',
    (pairs) =>
      JSON.stringify({
        query: `mutation { login(${pairs.map(([k, v]) => `${identifier(k)}: "${inJson(v)}"`).join(' ')}) { id } }`,
      }),
    { accepts: hasPlainKey },
  ),
  textPlace(
    'Python',
    (pairs) => `{${pairs.map(([k, v]) => `'${k}': '${backslashed("'")(v)}'`).join(', ')}}`,
  ),
  textPlace('Ruby', (pairs) => `{${pairs.map(([k, v]) => `"${k}"=>"${inJson(v)}"`).join(', ')}}`),
];

function isPlainYaml([key, value]: Pair): boolean {
  return (
    hasNoBreak([key, value]) &&
    !/^[\s[\]{}"'`,&*!|>%@#?:-]|\s$|: | #|:$|\t/.test(value) &&
    !/[[\]]/.test(key)
  );
}
