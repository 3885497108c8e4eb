import type { EventHooks, EventHookSettings } from './hooks/event-hooks';
import type { SentryBreadcrumb, SentryEvent, SentryHint } from '../../../core';
import { onViews } from './sdk/frames-only';
import { machineIntegration } from './integrations/machine';
import { SourceLines } from './integrations/source-lines';
import type { Sentry } from './sdk/sentry-sdk';

/**
 * Sentry's parts that are started: what describes an error. Its HTTP, fetch and console
 * instrumentation multiplies the cost of a request by five, and its handlers of unhandled
 * rejections change the exit code of the app. What would describe an error only later, by
 * promises, is replaced by parts of our own: a process that crashes does not wait for them.
 */
const INTEGRATIONS = new Set([
  'InboundFilters',
  'EventFilters',
  'FunctionToString',
  'LinkedErrors',
  'NodeSystemError',
  'Modules',
]);
const MAX_BREADCRUMBS = 50;
/** Longer messages are cut: an event is at most 1 MiB. */
const MAX_TEXT_LENGTH = 4096;
/** Events that wait for an asynchronous hook of the app. */
const MAX_IN_HOOKS = 1000;

/** The hooks that events obey now; newer settings bring newer ones. */
export interface Latest {
  hooks: EventHooks;
}

/** What newer settings change in a client that runs. */
export function changeableOptions(settings: ErrorTrackingSettings) {
  const { environment, release, sampleRate } = settings;
  const { maxBreadcrumbs = MAX_BREADCRUMBS, sendPii = false } = settings;
  return { environment, release, sampleRate, maxBreadcrumbs, sendDefaultPii: sendPii };
}

/** The options that Sentry is started with. */
export function initOptions(sentry: Sentry, settings: ErrorTrackingSettings, latest: Latest) {
  const serverName = settings.serverName ?? process.env['SERVER_NAME'];
  const stage = settings.deploymentStage ?? process.env['DEPLOYMENT_STAGE'];
  return {
    ...changeableOptions(settings),
    dsn: settings.dsn,
    serverName,
    attachStacktrace: true,
    dataCollection: collectionOf(settings),
    maxValueLength: MAX_TEXT_LENGTH,
    transportOptions: { bufferSize: MAX_IN_HOOKS },
    // Known to version 10 only; 11 starts OpenTelemetry on demand by itself.
    skipOpenTelemetrySetup: true,
    // Version 11 would rewrite modules as they are loaded, for spans that we make ourselves.
    enableRuntimeChannelInjection: false,
    defaultIntegrations: integrationsOf(sentry),
    beforeSend: (event: SentryEvent, hint: SentryHint) => latest.hooks.beforeSend(event, hint),
    beforeBreadcrumb: (breadcrumb: SentryBreadcrumb, hint?: object) =>
      latest.hooks.beforeBreadcrumb(breadcrumb, hint),
    initialScope: { extra: { server_name: serverName, deployment_stage: stage } },
  };
}

/** What integrations that the app adds may collect; version 11 has forgotten `sendDefaultPii`. */
function collectionOf({ sendPii = false }: ErrorTrackingSettings) {
  const people = { userInfo: sendPii, cookies: sendPii, httpHeaders: sendPii };
  return { ...people, urlQueryParams: sendPii, httpBodies: [], stackFrameVariables: false };
}

function integrationsOf(sentry: Sentry) {
  const own = [machineIntegration(), new SourceLines()];
  const theirs = sentry.getDefaultIntegrations({}) ?? [];
  return [...theirs.filter(({ name }) => INTEGRATIONS.has(name)).map(onViews), ...own];
}

/** What error tracking needs to know before the app is there. */
export interface ErrorTrackingSettings extends EventHookSettings {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string | undefined;
  /** Part of the errors that is sent, 0 to 1. */
  readonly sampleRate: number;
  /** Part of the processes that is profiled, 0 to 1; undefined where it is not set. @default 0.1 */
  readonly profilesSampleRate?: number;
  /** The machine's name on events. @default SERVER_NAME */
  readonly serverName?: string;
  /** @default DEPLOYMENT_STAGE */
  readonly deploymentStage?: string;
  /** @default 50 */
  readonly maxBreadcrumbs?: number;
  /** Whether the SDK may add what identifies people: addresses, cookies. @default false */
  readonly sendPii?: boolean;
}
