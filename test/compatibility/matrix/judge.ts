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
  readonly page: string;
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
/** Lines from warn on that the requests cause. */
const EXPECTED = [`unhandled error: ${ERROR}`, 'ItemsService.broken failed', 'request completed'];

interface Line {
  readonly level?: string;
  readonly message?: string;
  readonly request_id?: string;
  readonly trace_id?: string;
  readonly http?: { readonly route?: string; readonly status?: number };
}

/** What is not right, one sentence each; none where the cell works. */
export function judge(cell: Pick<Cell, 'otel' | 'sentry'>, evidence: Evidence): string[] {
  const lines = linesOf(evidence.stdout);
  return [
    ...judgeAnswers(evidence.answers),
    ...(evidence.live === 200 ? [] : [`/livez answers ${evidence.live}`]),
    ...judgeMetrics(evidence.page),
    ...evidence.answers.flatMap((answer) => judgeAccessLine(answer, lines)),
    ...judgeEvents(cell.sentry === 'none' ? 0 : 1, evidence.events),
    ...judgeSpans(cell.otel !== 'none', lines, evidence.spans),
    ...judgeEnd(evidence.end),
    ...judgeOutput(evidence, lines),
  ];
}

function judgeAnswers(answers: readonly Answer[]): string[] {
  return ANSWERS.flatMap(({ path, status, body }) => {
    const answer = answers.find((one) => one.path === path);
    if (!answer) return [`${path} was not answered`];
    const isSame = answer.status === status && answer.body === body && answer.type === JSON_TYPE;
    return isSame ? [] : [`${path} answers ${answer.status} ${answer.type} ${answer.body}`];
  });
}

function judgeMetrics(page: string): string[] {
  const requests = ANSWERS.map(({ route, status }) => ({
    what: `one request of ${route} with ${status}`,
    series: seriesOf('http_server_request_duration_seconds_count', [
      `http_route="${route}"`,
      `http_response_status_code="${status}"`,
    ]),
  }));
  const calls = ['items.find', 'ItemsService.broken'].map((name) => ({
    what: `one call of ${name}`,
    series: seriesOf('operation_calls_total', [`operation="${name}"`]),
  }));
  const missing = [...requests, ...calls].filter(({ series }) => !series.test(page));
  return missing.map(({ what }) => `/metrics does not count ${what}`);
}

function seriesOf(name: string, labels: readonly string[]): RegExp {
  const all = labels.map((label) => `(?=[^}]*${label}[,}])`).join('');
  return new RegExp(`^${name}\\{${all}[^}]*\\} 1$`, 'm');
}

function judgeAccessLine({ path, status, requestId }: Answer, lines: readonly Line[]): string[] {
  const own = accessLines(lines).filter((line) => line.request_id === requestId);
  const [line] = own;
  if (!line || own.length > 1) return [`${path} has ${own.length} access lines`];
  const wanted = ANSWERS.find((answer) => answer.path === path);
  const isRight = line.http?.route === wanted?.route && line.http?.status === status;
  if (!isRight) return [`the access line of ${path} says ${JSON.stringify(line.http)}`];
  return ID.test(line.trace_id ?? '') ? [] : [`the access line of ${path} has no trace id`];
}

function judgeEvents(wanted: number, events: readonly string[]): string[] {
  const isRight = events.length === wanted && events.every((message) => message === ERROR);
  return isRight ? [] : [`Sentry got ${JSON.stringify(events)}, not ${wanted} of "${ERROR}"`];
}

/** A span of the server for each request, in the trace that the access line names, and one for an observed call. */
function judgeSpans(isWanted: boolean, lines: readonly Line[], spans: readonly Span[]): string[] {
  if (!isWanted) return spans.length > 0 ? [`${spans.length} spans came, and none is wanted`] : [];
  const ofRequests = ANSWERS.flatMap(({ route, status }) => {
    const name = `GET ${route}`;
    const own = spans.filter((span) => span.name === name && span.kind === 2);
    const [span] = own;
    if (!span || own.length > 1) return [`${own.length} spans "${name}" of the server came`];
    const line = accessLines(lines).find(({ http }) => http?.route === route);
    if (span.traceId !== line?.trace_id) return [`the span "${name}" is in another trace`];
    const isRight = (span.status === 2) === status >= 500;
    return isRight ? [] : [`the span "${name}" has status ${span.status}`];
  });
  const hasCall = spans.some(({ name }) => name === 'items.find');
  return [...ofRequests, ...(hasCall ? [] : ['no span of the call items.find came'])];
}

function judgeEnd(end: string | undefined): string[] {
  if (end === undefined) return ['SIGTERM does not end it'];
  return end === 'SIGTERM' ? [] : [`SIGTERM ends it with ${end}`];
}

function judgeOutput({ stdout, stderr }: Evidence, lines: readonly Line[]): string[] {
  const printed = stderr.trim();
  const loud = lines.filter(({ level }) => level !== 'info');
  const unexpected = loud.filter(({ message = '' }) => !EXPECTED.includes(message));
  const plain = plainLinesOf(stdout).filter((line) => !line.startsWith(LISTENS));
  return [
    ...(printed ? [`prints to stderr: ${printed.split('\n', 1)[0]}`] : []),
    ...unexpected.map(({ level, message }) => `logs at ${level}: ${message}`),
    ...plain.map((line) => `prints a line that is no JSON: ${line}`),
  ];
}

function accessLines(lines: readonly Line[]): Line[] {
  return lines.filter(({ message }) => message === 'request completed');
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
