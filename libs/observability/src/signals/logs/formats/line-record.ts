/** A parsed JSON line, for the formats. */
export interface LineRecord {
  readonly level: string;
  readonly timestamp: string;
  readonly message: string;
  readonly service?: string;
  readonly version?: string;
  readonly environment?: string;
  readonly logger?: string;
  readonly request_id?: string;
  readonly trace_id?: string;
  readonly span_id?: string;
  readonly user_id?: string;
  readonly client_address?: string;
  readonly user_agent?: string;
  /** The class and method that logged the line. */
  readonly context?: string;
  readonly method?: string;
  readonly http?: HttpFacts;
  readonly graphql?: GraphqlFacts;
  readonly exception?: ExceptionFacts;
}

/** The request of an access line. */
export interface HttpFacts {
  readonly method?: string;
  readonly route?: string;
  readonly path?: string;
  readonly status?: number;
  readonly duration_ms?: number;
  readonly outcome?: string;
  readonly response_size?: number;
  readonly client_address?: string;
  readonly user_agent?: string;
}

/** The operation of a request to GraphQL. */
export interface GraphqlFacts {
  readonly type?: string;
  readonly name?: string;
}

/** An error, and what caused it. */
export interface ExceptionFacts {
  readonly type: string;
  readonly message: string;
  readonly traceback?: string;
  readonly cause?: ExceptionFacts;
}

/** Parses a line. @throws SyntaxError if it is not JSON */
export function readLine(line: string): LineRecord & Readonly<Record<string, unknown>> {
  // The library wrote it: see the fields in docs/signals/logs.md.
  return JSON.parse(line) as LineRecord & Readonly<Record<string, unknown>>;
}

/** An error as one text, causes included, as Node prints it. */
export function stackOf({ traceback, type, message, cause }: ExceptionFacts): string {
  const own = traceback ?? `${type}: ${message}`;
  return cause ? `${own}\n[cause]: ${stackOf(cause)}` : own;
}
