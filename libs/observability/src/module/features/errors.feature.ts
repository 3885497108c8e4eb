import { EventQuota, LineRelay, Drops, Observer, Redactor } from '../../core';
import type { RequestContext } from '../../core';
import {
  AppCaptures,
  ErrorCounts,
  ErrorInbox,
  ErrorReporter,
  ErrorsHandler,
  ErrorTracker,
  IgnoreRules,
  LoggedErrors,
  RepeatLimit,
  SentrySink,
} from '../../signals/errors';
import type { ErrorSink, EventRules } from '../../signals/errors';
import { Logs } from '../../signals/logs';
import { MetricsRegistry } from '../../signals/metrics';
import { isOwnPath } from './own-paths';
import type { ResolvedOptions } from '../options/resolve-options';
import type { Sentry } from './start-sentry';
import { ERROR_SINK, OPTIONS, SENTRY } from '../options/tokens';
import type { Feature } from './feature';

/** Where the errors of an app go. */
export interface HoldingSink extends ErrorSink {
  /** Reports immediately what is deferred to the end of its turn or request. */
  release(): void;
}

/** Error tracking: where errors go, and what the app may report itself. */
export const errorsFeature: Feature = {
  name: 'errors',
  providers: [
    { provide: EventQuota, inject: [OPTIONS], useFactory: eventQuota },
    { provide: ErrorCounts, inject: [MetricsRegistry], useFactory: errorCounts },
    {
      provide: ErrorInbox,
      inject: [OPTIONS, Logs],
      useFactory: ({ errors }: ResolvedOptions, { redactor }: Logs) =>
        new ErrorInbox(errors.inbox, redactor),
    },
    {
      provide: ErrorReporter,
      inject: [OPTIONS, SENTRY, Drops, Logs, ErrorInbox, ErrorCounts, EventQuota],
      useFactory: errorReporter,
    },
    {
      provide: LoggedErrors,
      inject: [OPTIONS, ErrorReporter, LineRelay],
      useFactory: loggedErrors,
    },
    {
      provide: ErrorsHandler,
      inject: [OPTIONS, ErrorReporter, LoggedErrors, ErrorCounts],
      useFactory: (
        { errors, monitored: { slowIssues: reportsSlow } }: ResolvedOptions,
        reporter: ErrorReporter,
        logged: LoggedErrors,
        counts: ErrorCounts,
      ) => {
        const { minStatus, businessEvents: sendsEvents } = errors;
        return new ErrorsHandler({ reporter, logged, counts, minStatus, reportsSlow, sendsEvents });
      },
    },
    { provide: ERROR_SINK, inject: [ErrorReporter, LoggedErrors], useFactory: errorSink },
    {
      provide: ErrorTracker,
      inject: [Observer],
      useFactory: (observer: Observer) => new ErrorTracker(observer),
    },
    { provide: AppCaptures, inject: [OPTIONS, SENTRY, Logs, Observer], useFactory: appCaptures },
  ],
  exports: [ErrorTracker, ErrorInbox],
  start: (get) => get(AppCaptures).start(),
  stop: (get) => get(AppCaptures).stop(),
  flush: (get, limitMs) => get<ErrorSink | undefined>(ERROR_SINK)?.flush(limitMs),
};

/** One for what the library reports and for what the app captures by Sentry's own functions. */
function eventQuota({ errors }: ResolvedOptions): EventQuota {
  return new EventQuota({
    total: errors.maxEventsPerSecond,
    perTransaction: errors.maxEventsPerSecondPerTransaction,
  });
}

function errorCounts(registry: MetricsRegistry): ErrorCounts {
  const counts = new ErrorCounts();
  registry.addCollector(counts);
  return counts;
}

function errorReporter(
  options: ResolvedOptions,
  sdk: Sentry | undefined,
  drops: Drops,
  { redactor }: Logs,
  inbox: ErrorInbox,
  counts: ErrorCounts,
  quota: EventQuota,
): ErrorReporter {
  const sentry = sdk && sentrySink(sdk, options, { drops, redactor, quota });
  const sinks = sentry ? [inbox, sentry] : [inbox];
  const ignore = new IgnoreRules(options.errors.ignore, isOwnPath(options));
  return new ErrorReporter({ sinks, ignore, counts, drops });
}

function sentrySink(
  sdk: Sentry,
  { errors }: ResolvedOptions,
  { drops, redactor, quota }: { drops: Drops; redactor: Redactor; quota: EventQuota },
): ErrorSink {
  const sink = new SentrySink(sdk, redactor, eventRules(errors));
  const isSent = sink.isSentByApp.bind(sink);
  return new RepeatLimit({ sink, isSent, most: errors.repeatsPerSecond, quota, drops });
}

function appCaptures(
  { errors }: ResolvedOptions,
  sentry: Sentry | undefined,
  { redactor }: Logs,
  observer: Observer,
): AppCaptures {
  const owns = ({ owner }: RequestContext): boolean => owner === observer;
  return new AppCaptures({ sentry, redactor, rules: eventRules(errors), owns });
}

function eventRules(errors: ResolvedOptions['errors']): EventRules {
  const { serverName, deploymentStage } = errors;
  const extra = {
    server_name: serverName,
    ...(deploymentStage && { deployment_stage: deploymentStage }),
  };
  return { ...errors, extra };
}

/** Breadcrumbs are for events, so without a DSN none are kept. */
function loggedErrors(
  { errors }: ResolvedOptions,
  reporter: ErrorReporter,
  lines: LineRelay,
): LoggedErrors {
  const crumbs = errors.dsn === undefined ? 0 : errors.breadcrumbs;
  const logged = new LoggedErrors(reporter, errors.minStatus, crumbs);
  lines.connect(logged);
  return logged;
}

/** Deferred reports go first, before the rest is flushed. */
function errorSink(reporter: ErrorReporter, logged: LoggedErrors): HoldingSink {
  const release = (): void => {
    reporter.release();
    logged.settleAll();
  };
  return {
    report: (error, facts) => reporter.report(error, facts),
    release,
    flush: (limitMs) => {
      release();
      return reporter.flush(limitMs);
    },
  };
}
