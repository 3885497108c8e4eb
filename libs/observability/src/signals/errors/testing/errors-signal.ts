import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import {
  JobObservation,
  Drops,
  Observer,
  OperationObservation,
  RequestContext,
  RequestObservation,
} from '../../../core';
import type { Observation } from '../../../core';
import { FakeClock, RecordingSink } from '../../../testing';
import { ErrorCounts } from '../reporter/error-counts';
import { ErrorReporter } from '../reporter/error-reporter';
import type { ErrorFacts, ErrorSink } from '../facts/error-sink';
import { ErrorsHandler } from '../errors.handler';
import { IgnoreRules } from '../reporter/ignore.rules';
import type { IgnoreOptions } from '../reporter/ignore.rules';
import { LoggedErrors } from '../reporter/logged-errors';

/** What was reported, and what was said of it. */
export interface Report extends ErrorFacts {
  readonly error: unknown;
}

/** Keeps what is reported. */
export class RecordingErrors implements ErrorSink {
  readonly reports: Report[] = [];

  report(error: unknown, facts: ErrorFacts): void {
    this.reports.push({ error, ...facts });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }
}

const OWN_PATH = '/health';

interface SignalOptions {
  readonly minStatus?: number;
  readonly ignore?: IgnoreOptions;
  readonly crumbs?: number;
  readonly reportsSlow?: boolean;
  readonly sendsEvents?: boolean;
}

/** The errors signal with nothing behind it, and one request or job to fail. */
export class ErrorsSignal {
  readonly sink = new RecordingErrors();
  readonly clock = new FakeClock();
  readonly drops = new Drops();
  readonly metrics = new RecordingSink();
  readonly counts = new ErrorCounts();
  readonly reporter: ErrorReporter;
  readonly logged: LoggedErrors;
  readonly handler: ErrorsHandler;
  readonly observer: Observer;
  readonly context: RequestContext;

  constructor({
    minStatus = 500,
    ignore = {},
    crumbs = 50,
    reportsSlow = true,
    sendsEvents = true,
  }: SignalOptions = {}) {
    const { clock, counts, drops } = this;
    const rules = new IgnoreRules(ignore, (route) => route === OWN_PATH);
    counts.start(this.metrics);
    this.reporter = new ErrorReporter({ sinks: [this.sink], ignore: rules, counts, drops, clock });
    this.logged = new LoggedErrors(this.reporter, minStatus, crumbs);
    const { reporter, logged } = this;
    this.handler = new ErrorsHandler({
      reporter,
      logged,
      counts,
      minStatus,
      reportsSlow,
      sendsEvents,
    });
    this.observer = new Observer([this.handler], clock, drops);
    this.context = this.newContext();
  }

  get reports(): Report[] {
    return this.sink.reports;
  }

  /** What was reported, without what was said of it. */
  get errors(): unknown[] {
    return this.reports.map(({ error }) => error);
  }

  newContext(): RequestContext {
    return new RequestContext(this.observer);
  }

  request(status: number, route = '/orders', context = this.context): RequestObservation {
    const request = Object.assign(new IncomingMessage(new Socket()), {
      method: 'POST',
      url: '/orders?token=abc',
    });
    const response = new ServerResponse(request);
    const observation = new RequestObservation(0, context, request, response, request as object);
    return standFor(context, Object.assign(observation, { status, route }));
  }

  call(context: RequestContext | undefined, name = 'orders.place'): OperationObservation {
    const place = { name, className: 'A', methodName: 'b', slowThresholdMs: 1000, index: 0 };
    return new OperationObservation(0, context, place);
  }

  job(isLastAttempt: boolean): JobObservation {
    const job = { id: '42', name: 'send', attempt: 3 };
    return standFor(
      this.context,
      new JobObservation(0, this.context, 'receipts', job, isLastAttempt),
    );
  }
}

/** Makes the observation the one that its context stands for. */
export function standFor<T extends Observation>(context: RequestContext, observation: T): T {
  context.observation = observation;
  return observation;
}
