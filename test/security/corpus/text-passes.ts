import { operationIn } from '../../../libs/observability/src/capture/http/graphql-document';
import { readHealthPage } from '../../../libs/observability/src/cli/health/health-page';
import { healthTable } from '../../../libs/observability/src/cli/health/health-table';
import { paintNothing } from '../../../libs/observability/src/cli/terminal/colour';
import { wrap } from '../../../libs/observability/src/cli/terminal/wrap';
import { parseTraceParent, Redactor, saneRequestId } from '../../../libs/observability/src/core';
import { pathKindOf } from '../../../libs/observability/src/core/redaction/path-kind';
import { operationOf } from '../../../libs/observability/src/integrations/sql/operation-of';
import { monitorSlug } from '../../../libs/observability/src/signals/errors/cron-check-ins';
import { fingerprintOf } from '../../../libs/observability/src/signals/errors/facts/fingerprint';
import { ErrorDigest } from '../../../libs/observability/src/signals/logs/destinations/error-digest';
import { SyslogMessage } from '../../../libs/observability/src/signals/logs/destinations/syslog-message';
import {
  formatterOf,
  LOG_FORMATS,
} from '../../../libs/observability/src/signals/logs/formats/format';
import {
  oneLine,
  oneLineJson,
  paragraph,
  quoted,
} from '../../../libs/observability/src/core/text/one-line';
import {
  readHead,
  readSample,
} from '../../../libs/observability/src/signals/metrics/cluster/exposition-lines';
import { mergeExpositions } from '../../../libs/observability/src/signals/metrics/cluster/exposition-merge';
import { labelText } from '../../../libs/observability/src/signals/metrics/exposition/exposition-writer';
import { shownAddress } from '../../../libs/observability/src/core/observation/client-address';
import { separateStack, placeOf } from '../../../libs/observability/src/core/stack/separate-stack';
import { viewOf } from '../../../libs/observability/src/core/redaction/failures/error-view';
import { AgentTexts } from '../../../libs/observability/src/signals/logs/lines/agent-texts';
import { boundedCopy } from '../../../libs/observability/src/signals/errors/event/bounded-copy';
import { callSite } from '../../../libs/observability/src/signals/metrics/tables/call-site';

/** Something of the library that reads a text which clients, drivers or peers can choose. */
export interface TextPass {
  readonly name: string;
  readonly read: (text: string) => unknown;
  /** Whether it is handed lines of the log, whose texts have been cut. */
  readonly isOfLines?: boolean;
}

const redactor = new Redactor({ routes: ['/reset/:token', '/a/:id'] });
redactor.hideGraphqlOf(['/api/graphql']);
const service = { name: 'shop', version: '1', environment: 'test' };
const syslog = new SyslogMessage('user', 'shop', service);

const lineOf = (text: string): string =>
  `${JSON.stringify({
    level: 'error',
    timestamp: '2026-11-30T05:36:58.000Z',
    logger: 'Orders',
    message: text,
    [text.slice(0, 1000)]: text,
    http: { method: 'GET', path: text, status: 200, user_agent: text },
    exception: { type: 'Error', message: text, traceback: text },
  })}\n`;

/** An error whose own stack and message are of any text. */
const errorOf = (text: string): Error => Object.assign(new Error(text), { stack: text });

/** The same, whose stack does not begin with the message. */
const oddErrorOf = (text: string): Error => Object.assign(new Error('a'), { stack: text });

/** All passes over text that somebody outside can choose. */
export const TEXT_PASSES: readonly TextPass[] = [
  { name: 'text', read: (text) => redactor.text(text) },
  { name: 'url', read: (text) => redactor.url(text) },
  { name: 'url of a route', read: (text) => redactor.urlOfRoute(text, '/reset/:token') },
  { name: 'url of GraphQL', read: (text) => redactor.urlOfRoute(text, '/api/graphql') },
  { name: 'header', read: (text) => redactor.headers({ 'x-note': text }) },
  { name: 'cookie', read: (text) => redactor.headers({ cookie: text, 'set-cookie': [text] }) },
  { name: 'referer', read: (text) => redactor.headers({ referer: text }) },
  { name: 'value', read: (text) => redactor.value({ note: text }) },
  { name: 'key', read: (text) => redactor.value({ [text]: 1 }) },
  { name: 'error', read: (text) => redactor.value(errorOf(text)) },
  { name: 'kind of a path', read: pathKindOf },
  { name: 'GraphQL document', read: (text) => operationIn(text) },
  { name: 'operation of a GraphQL document', read: (text) => operationIn(text, 'a') },
  { name: 'operation of a query', read: (text) => operationOf(`with ${text}`) },
  { name: 'first word of a query', read: operationOf },
  { name: 'comment of a query', read: (text) => operationOf(`with /* ${text}`) },
  { name: 'frames', read: (text) => separateStack(errorOf(text)) },
  { name: 'frames of a stack that says something else', read: (text) => placeOf(oddErrorOf(text)) },
  { name: 'view of an error', read: (text) => JSON.stringify(viewOf(errorOf(text))) },
  { name: 'copy of a body', read: (text) => boundedCopy({ [text]: text, list: [text] }, 10_240) },
  { name: 'address of a client', read: (text) => shownAddress(text, 'masked') },
  { name: 'user agent', read: (text) => new AgentTexts(redactor).of(text) },
  { name: 'traceparent', read: parseTraceParent },
  {
    name: 'traceparent, later version',
    read: (text) => parseTraceParent(`01-${'a'.repeat(32)}-${'b'.repeat(16)}-01-${text}`),
  },
  { name: 'request id', read: saneRequestId },
  {
    name: 'fingerprint',
    read: (text) => fingerprintOf(errorOf(text), { mechanism: 'log' } as never),
  },
  { name: 'call site', read: (text) => callSite(text.split('\n')) },
  { name: 'command: table of checks', read: tableOf },
  { name: 'command: wrapped', read: (text) => wrap(text, 80) },
  { name: 'one line', read: oneLine },
  { name: 'paragraph', read: paragraph },
  { name: 'one line of JSON', read: (text) => oneLineJson(JSON.stringify({ text })) },
  { name: 'JSON of a line', read: quoted },
  { name: 'head of a metric', read: (text) => readHead(`# HELP a ${text}`) },
  { name: 'sample', read: readSample },
  { name: 'labels of a sample', read: (text) => readSample(`a{b="${text}"} 1`) },
  {
    name: 'exposition of a peer',
    read: (text) => mergeExpositions([{ exposition: text, rules: {} }]),
  },
  { name: 'labels', read: (text) => labelText(['a'], [text]) },
  { name: 'monitor of a task', read: monitorSlug },
  { name: 'syslog', read: (text) => syslog.of(lineOf(text), 50), isOfLines: true },
  { name: 'mail', read: digestOf, isOfLines: true },
  ...LOG_FORMATS.flatMap((format) => {
    const write = formatterOf(format, false);
    return write
      ? [{ name: `format ${format}`, read: (text: string) => write(lineOf(text)), isOfLines: true }]
      : [];
  }),
];

function digestOf(text: string): unknown {
  const digest = new ErrorDigest('shop');
  digest.add(lineOf(text));
  return digest.take();
}

function tableOf(text: string): unknown {
  const check = { name: text, status: 'healthy', message: text, details: { [text]: text } };
  const page = readHealthPage({ status: 'healthy', version: text, checks: [check] });
  return page && healthTable(page, { columns: 80, paint: paintNothing });
}
