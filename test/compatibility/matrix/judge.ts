import type { Cell } from './cells';

/** An answer of the app. */
export interface Answer {
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly requestId: string;
}

/** A span as far as it is judged. */
export interface Span {
  readonly name: string;
  readonly traceId: string;
  /** 2 is a server's. */
  readonly kind: number;
  /** 2 is an error. */
  readonly status: number;
}

/** All that an app has shown from its start to its end. */
export interface Evidence {
  readonly answers: readonly Answer[];
  /** The status of `/livez`. */
  readonly live: number;
  /** What `/metrics` has answered. */
  readonly exposition: string;
  readonly stdout: string;
  readonly stderr: string;
  /** The signal that ended it or its exit code; nothing where it had to be killed. */
  readonly end: string | undefined;
  /** Errors that came to Sentry, by their messages. */
  readonly events: readonly string[];
  readonly spans: readonly Span[];
}

/** What the app answers, with or without the library. */
export const ANSWERS = [
  { path: '/items/7', route: '/items/:id', status: 200, body: '{"id":"7"}' },
  {
    path: '/items/missing',
    route: '/items/missing',
    status: 404,
    body: '{"message":"no such item","error":"Not Found","statusCode":404}',
  },
  {
    path: '/items/broken',
    route: '/items/broken',
    status: 500,
    body: '{"statusCode":500,"message":"Internal server error"}',
  },
] as const;

/** What the app prints when it listens, before its address. */
export const LISTENS = 'listens on ';
const JSON_TYPE = 'application/json; charset=utf-8';
const ERROR = 'the shelf is broken';
const ID = /^[0-9a-f]{32}$/;
const ACCESS = 'request completed';
/** Lines above info that the requests cause, each once; the access line of a server error is judged with the others. */
const EXPECTED = [
  { level: 'error', message: `unhandled error: ${ERROR}` },
  { level: 'warn', message: 'ItemsService.broken failed' },
];
/** Spans of observed calls, each once, and the route of the request that makes the call. */
const CALLS = [
  { name: 'items.find', route: '/items/:id', hasError: false },
  { name: 'ItemsService.broken', route: '/items/broken', hasError: true },
];

/** Kinds and a status of spans, as OTLP counts them. */
const INTERNAL = 1;
const SERVER = 2;
const FAILED = 2;

interface WantedSpan {
  readonly name: string;
  readonly kind: number;
  /** Of the request that it belongs to. */
  readonly route: string;
  readonly hasError: boolean;
}

interface Line {
  readonly level?: string;
  readonly message?: string;
  readonly request_id?: string;
  readonly trace_id?: string;
  readonly http?: { readonly route?: string; readonly status?: number };
}

/** What is wrong, one sentence each; none where the cell works. */
export function judge(cell: Pick<Cell, 'otel' | 'sentry'>, evidence: Evidence): string[] {
  const lines = linesOf(evidence.stdout);
  return [
    ...judgeAnswers(evidence.answers),
    ...(evidence.live === 200 ? [] : [`/livez answers ${evidence.live}`]),
    ...judgeMetrics(evidence.exposition),
    ...judgeAccessLines(evidence.answers, lines),
    ...judgeEvents(cell.sentry === 'none' ? 0 : 1, evidence.events),
    ...judgeSpans(cell.otel !== 'none', lines, evidence.spans),
    ...judgeEnd(evidence.end),
    ...judgeOutput(evidence, lines),
  ];
}

function judgeAnswers(answers: readonly Answer[]): string[] {
  return ANSWERS.flatMap(({ path, status, body }) => {
    const [answer, second] = answers.filter((one) => one.path === path);
    if (!answer) return [`${path} was not answered`];
    if (second) return [`${path} was answered twice`];
    const isRight = answer.status === status && answer.body === body && answer.type === JSON_TYPE;
    return isRight ? [] : [`${path} answers ${answer.status} ${answer.type} ${answer.body}`];
  });
}

function judgeMetrics(exposition: string): string[] {
  const requests = ANSWERS.map(({ route, status }) => ({
    what: `one request of ${route} with ${status}`,
    name: 'http_server_request_duration_seconds_count',
    of: `http_route="${route}"`,
    with: `http_response_status_code="${status}"`,
  }));
  const calls = CALLS.map(({ name, hasError }) => ({
    what: `one call of ${name}`,
    name: 'operation_calls_total',
    of: `operation="${name}"`,
    with: `outcome="${hasError ? 'error' : 'ok'}"`,
  }));
  const wrong = [...requests, ...calls].filter((series) => {
    const own = samplesOf(exposition, series.name, series.of);
    return own.length !== 1 || !own[0]!.endsWith('} 1') || !hasLabel(own[0]!, series.with);
  });
  return wrong.map(({ what }) => `/metrics does not count ${what}`);
}

/** All samples of a metric that have a label. */
function samplesOf(exposition: string, name: string, label: string): string[] {
  const lines = exposition.split('\n').filter((line) => line.startsWith(`${name}{`));
  return lines.filter((line) => hasLabel(line, label));
}

function hasLabel(sample: string, label: string): boolean {
  return [`{${label},`, `{${label}}`, `,${label},`, `,${label}}`].some((one) =>
    sample.includes(one),
  );
}

/** One for each request of a route, and none besides. */
function judgeAccessLines(answers: readonly Answer[], lines: readonly Line[]): string[] {
  const all = accessLines(lines);
  const others = all.filter(
    ({ request_id: id }) => !answers.some(({ requestId }) => requestId === id),
  );
  const ofOthers = others.map(
    ({ http }) => `an access line of no request: ${JSON.stringify(http)}`,
  );
  return [...answers.flatMap((answer) => judgeAccessLine(answer, all)), ...ofOthers];
}

function judgeAccessLine({ path, status, requestId }: Answer, lines: readonly Line[]): string[] {
  const own = lines.filter((line) => line.request_id === requestId);
  const [line] = own;
  if (!line || own.length > 1) return [`${path} has ${own.length} access lines`];
  const wanted = ANSWERS.find((answer) => answer.path === path);
  const isRight = line.http?.route === wanted?.route && line.http?.status === status;
  if (!isRight) return [`the access line of ${path} says ${JSON.stringify(line.http)}`];
  const level = status >= 500 ? 'error' : 'info';
  if (line.level !== level) return [`the access line of ${path} is at ${line.level}`];
  return ID.test(line.trace_id ?? '') ? [] : [`the access line of ${path} has no trace id`];
}

function judgeEvents(wanted: number, events: readonly string[]): string[] {
  const isRight = events.length === wanted && events.every((message) => message === ERROR);
  return isRight ? [] : [`Sentry got ${JSON.stringify(events)}, not ${wanted} of "${ERROR}"`];
}

/** One of the server for each request, in the trace that the access line names, and one for each observed call in it. */
function judgeSpans(isWanted: boolean, lines: readonly Line[], spans: readonly Span[]): string[] {
  if (!isWanted) return spans.length > 0 ? [`${spans.length} spans came, and none is wanted`] : [];
  const requests = ANSWERS.map(({ route, status }) => {
    return { name: `GET ${route}`, kind: SERVER, route, hasError: status >= 500 };
  });
  const wanted = [...requests, ...CALLS.map((call) => ({ ...call, kind: INTERNAL }))];
  const others = spans.filter(({ name }) => !wanted.some((one) => one.name === name));
  return [
    ...wanted.flatMap((one) => judgeSpan(one, lines, spans)),
    ...others.map(({ name }) => `the span "${name}" is not wanted`),
  ];
}

function judgeSpan(
  { name, kind, route, hasError }: WantedSpan,
  lines: readonly Line[],
  spans: readonly Span[],
): string[] {
  const own = spans.filter((span) => span.name === name);
  const [span] = own;
  if (!span || own.length > 1) return [`${own.length} spans "${name}" came`];
  if (span.kind !== kind) return [`the span "${name}" is of kind ${span.kind}`];
  const line = accessLines(lines).find(({ http }) => http?.route === route);
  if (span.traceId !== line?.trace_id) return [`the span "${name}" is in another trace`];
  return (span.status === FAILED) === hasError
    ? []
    : [`the span "${name}" has status ${span.status}`];
}

function judgeEnd(end: string | undefined): string[] {
  if (end === undefined) return ['SIGTERM does not end it'];
  return end === 'SIGTERM' ? [] : [`SIGTERM ends it with ${end}`];
}

function judgeOutput({ stdout, stderr }: Evidence, lines: readonly Line[]): string[] {
  const printed = stderr.trim();
  const plain = plainLinesOf(stdout);
  const listens = plain.filter((line) => line.startsWith(LISTENS));
  const others = plain.filter((line) => !line.startsWith(LISTENS));
  return [
    ...(printed ? [`prints to stderr: ${printed.split('\n', 1)[0]}`] : []),
    ...judgeWarnings(lines),
    ...(listens.length === 1 ? [] : [`says ${listens.length} times that it listens`]),
    ...others.map((line) => `prints a line that is no JSON: ${line}`),
  ];
}

/** Lines above info: those that the requests cause, each once, and none besides. */
function judgeWarnings(lines: readonly Line[]): string[] {
  const above = lines.filter(({ level, message }) => level !== 'info' && message !== ACCESS);
  const isWanted = (line: Line): boolean => EXPECTED.some((one) => isSame(one, line));
  const unexpected = above.filter((line) => !isWanted(line));
  const wrong = EXPECTED.map((one) => ({
    ...one,
    count: above.filter((line) => isSame(one, line)).length,
  })).filter(({ count }) => count !== 1);
  return [
    ...unexpected.map(({ level, message }) => `logs at ${level}: ${message}`),
    ...wrong.map(({ level, message, count }) => `logs ${count} times at ${level}: ${message}`),
  ];
}

function isSame(one: Line, other: Line): boolean {
  return one.level === other.level && one.message === other.message;
}

function accessLines(lines: readonly Line[]): Line[] {
  return lines.filter(({ message }) => message === ACCESS);
}

function linesOf(stdout: string): Line[] {
  return stdout.split('\n').flatMap((line) => (isRecord(line) ? [JSON.parse(line) as Line] : []));
}

function plainLinesOf(stdout: string): string[] {
  return stdout.split('\n').filter((line) => line !== '' && !isRecord(line));
}

function isRecord(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}');
}
