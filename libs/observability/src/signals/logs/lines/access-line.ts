import { clientAddressOf, oneLineJson, quoted, urlOf } from '../../../core';
import type { Redactor, RequestObservation } from '../../../core';
import { AgentTexts } from './agent-texts';
import { assignedTo } from '../records/assigned-fields';
import type { LevelName } from '../records/level';
import { userIdOf } from '../records/log-record';
import { timestamp } from '../records/timestamp';

/** The maximum length of path and query in a line. */
export const MAX_URL_LENGTH = 2048;
const MAX_USER_LENGTH = 128;
/** The maximum length of each text in a truncated line. */
const CUT_TO = 256;
/** Of UTF-8; escapes and placeholders for secrets can make the text of a client longer. */
const MAX_BYTES = 8192;
/** A line with no more characters cannot have more bytes. */
const SURELY_FITS = Math.floor(MAX_BYTES / 3);

/** The written parts of the last line of a route; most lines of the route repeat them. */
interface RouteTexts {
  method: string | undefined;
  /** Method and route. */
  head: string;
  path: string | undefined;
  writtenPath: string;
}

/** When a request completed, in milliseconds since 1970, its client, and the level of its line. */
export interface Answer {
  readonly now: number;
  /** Of the client. */
  readonly address: string | undefined;
  readonly level: LevelName;
}

/** The same, and the maximum length of the user agent. */
interface End extends Answer {
  readonly longestAgent: number | undefined;
}

/**
 * Writes the access line of a request as pino would, without pino: constant parts are created once,
 * those of a route when they change, and the rest is concatenated as text (pino takes 2.5 µs for it,
 * this less than one).
 */
export class AccessLine {
  private readonly afterTime: string;
  private readonly byRoute = new Map<string, RouteTexts>();
  private readonly agents: AgentTexts;

  /** @param base the fields of every line: the service */
  constructor(
    base: object,
    private readonly redactor: Redactor,
  ) {
    this.agents = new AgentTexts(redactor);
    this.afterTime = `,${oneLineJson(JSON.stringify(base)).slice(1, -1)},"logger":"http"`;
  }

  /** The line, its newline included; 8 KiB at most. */
  of(observation: RequestObservation, answer: Answer = answerNow(observation)): string {
    const { now, address, level } = answer;
    const end = { now, address, level, longestAgent: undefined };
    const line = this.compose(observation, this.textsOf(observation), end);
    const fits = line.length <= SURELY_FITS || Buffer.byteLength(line) <= MAX_BYTES;
    if (fits) return line;
    return this.compose(observation, this.cutTextsOf(observation), {
      ...end,
      longestAgent: CUT_TO,
    });
  }

  private compose(
    observation: RequestObservation,
    { head, writtenPath }: Pick<RouteTexts, 'head' | 'writtenPath'>,
    end: End,
  ): string {
    const { context, durationSeconds, outcome, responseBodyBytes, status } = observation;
    return (
      `{"level":"${end.level}"${timestamp(end.now)}${this.afterTime}${userOf(observation)}` +
      // Ids need no escapes: they are validated on arrival, or generated here.
      `,"request_id":"${context.requestId}","trace_id":"${context.traceId}","span_id":"${context.spanId}"` +
      `${callerOf(observation)}${head}${writtenPath},"status":${status}` +
      `,"duration_ms":${milliseconds(durationSeconds)},"outcome":"${outcome}"` +
      (responseBodyBytes === undefined ? '' : `,"response_size":${responseBodyBytes}`) +
      clientOf(observation, this.agents, end) +
      `}${graphqlOf(observation)}${queriesOf(observation)}${extraOf(observation, end)}` +
      ',"message":"request completed"}\n'
    );
  }

  /** The parts of a line that would be too long; it is marked as truncated. */
  private cutTextsOf({ method, route, request }: RequestObservation) {
    const cutRoute = route && `,"route":${quoted(route.slice(0, CUT_TO))}`;
    const path = this.redactor.urlOfRoute(urlOf(request), route, CUT_TO).slice(0, CUT_TO);
    return {
      head: `,"http":{"method":${quoted(method)}${cutRoute}`,
      writtenPath: `,"path":${quoted(path)},"truncated":true`,
    };
  }

  private textsOf({ method, route, request }: RequestObservation): RouteTexts {
    const path = urlOf(request);
    const texts = this.byRoute.get(route) ?? this.addRoute(route);
    if (texts.method !== method) {
      texts.method = method;
      texts.head = `,"http":{"method":${quoted(method)}${route && `,"route":${quoted(route)}`}`;
    }
    if (texts.path !== path) {
      texts.path = path;
      // Truncated after redaction: half a secret would not be recognised.
      const safe = this.redactor.urlOfRoute(path, route, MAX_URL_LENGTH).slice(0, MAX_URL_LENGTH);
      texts.writtenPath = `,"path":${quoted(safe)}`;
    }
    return texts;
  }

  /** Routes are defined by the app, so they are few. */
  private addRoute(route: string): RouteTexts {
    const texts: RouteTexts = { method: undefined, head: '', path: undefined, writtenPath: '' };
    this.byRoute.set(route, texts);
    return texts;
  }
}

/** What is known about a request when it completes. */
export function answerNow(observation: RequestObservation, level: LevelName = 'info'): Answer {
  return { now: Date.now(), address: clientAddressOf(observation), level };
}

function userOf({ context }: RequestObservation): string {
  const user = userIdOf(context);
  return user === undefined ? '' : `,"user_id":${quoted(user.slice(0, MAX_USER_LENGTH))}`;
}

/** The ids of an untrusted caller, as in `callerFields`. */
function callerOf({ context: { untrusted } }: RequestObservation): string {
  if (untrusted === undefined) return '';
  return `,"caller_trace_id":"${untrusted.traceId}","caller_span_id":"${untrusted.spanId}"`;
}

const DECIMALS = Array.from({ length: 100 }, (_, of100) => {
  if (of100 === 0) return '';
  return of100 % 10 === 0 ? `.${of100 / 10}` : `.${String(of100).padStart(2, '0')}`;
});

/** With two decimals at most. Formatting whole numbers costs a fifth of others. */
function milliseconds(seconds: number): string {
  const hundredths = Math.round(seconds * 100_000);
  const whole = Math.floor(hundredths / 100);
  return `${whole}${DECIMALS[hundredths - whole * 100] ?? ''}`;
}

function clientOf(
  observation: RequestObservation,
  agents: AgentTexts,
  { address, longestAgent }: End,
): string {
  const agent = observation.request.headers['user-agent'];
  return (
    (address === undefined ? '' : `,"client_address":${quoted(address)}`) +
    (agent === undefined ? '' : `,"user_agent":${agentOf(agent, agents, longestAgent)}`)
  );
}

function agentOf(agent: string, agents: AgentTexts, longest: number | undefined): string {
  return longest === undefined ? agents.of(agent) : agents.cut(agent, longest);
}

/** GraphQL names consist of letters, digits and underscores. */
function graphqlOf({ graphql }: RequestObservation): string {
  return graphql === undefined ? '' : `,"graphql":${JSON.stringify(graphql)}`;
}

function queriesOf({ context: { queries, querySeconds } }: RequestObservation): string {
  if (queries === 0) return '';
  return `,"db":{"queries":${queries},"duration_ms":${milliseconds(querySeconds)}}`;
}

/** The fields that the app assigned to the request; omitted if the line is too long already. */
function extraOf({ context }: RequestObservation, { longestAgent }: End): string {
  const assigned = longestAgent === undefined ? assignedTo(context) : undefined;
  return assigned === undefined ? '' : `,"extra":${assigned.json}`;
}
