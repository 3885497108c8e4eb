import { hostname } from 'node:os';
import { sendsNoTraces } from '../../export';
import { HTTP_CAPTURE_DEFAULTS, HTTP_CAPTURE_RULES } from '../../capture/http';
import { MONITORED_DEFAULTS, MONITORED_RULES } from '../../capture/method';
import {
  Problems,
  readCommit,
  readPackage,
  releaseOf,
  rules,
  serviceName,
  withDefaults,
} from '../../core';
import type { ServiceIdentity } from '../../core';
import { ENDPOINTS_RULES } from '../../endpoints';
import type { EndpointsOptions } from '../../endpoints';
import { HEALTH_DEFAULTS, HEALTH_RULES } from '../../health';
import { INTEGRATIONS_RULES, resolveIntegrations } from '../../integrations';
import { LIFECYCLE_RULES, resolveLifecycle } from '../../lifecycle';
import { ERRORS_DEFAULTS, ERRORS_RULES, quotaDefaults } from '../../signals/errors';
import type { ErrorsOptions, ResolvedErrorsOptions } from '../../signals/errors';
import { LOGS_DEFAULTS, LOGS_RULES } from '../../signals/logs';
import type { LogsOptions, ResolvedLogsOptions } from '../../signals/logs';
import { METRICS_DEFAULTS, METRICS_RULES } from '../../signals/metrics';
import { checkTraces, resolveTraces, TRACES_RULES } from '../../signals/traces';
import type { TracesOptions } from '../../signals/traces';
import { endpointEnvironment } from './endpoint-environment';
import { isDevelopment } from './environment';
import type { Environment } from './environment';
import type { ObservabilityOptions, ServiceOptions } from './observability.options';
import { platformEnvironment } from './platform-environment';
import type { PlatformEnvironment } from './platform-environment';
import { resolveEndpoints } from './resolve-endpoints';

/** The options with all defaults filled in. */
export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/** The rules of all options. */
export const OPTION_RULES = rules.section<ObservabilityOptions>({
  service: rules.section<ServiceOptions>({
    name: rules.text(),
    version: rules.text(),
    environment: rules.text(),
    commit: rules.text(/^[0-9a-f]{7,64}$/, 'a commit, 7 to 64 hexadecimal digits'),
  }),
  http: HTTP_CAPTURE_RULES,
  monitored: MONITORED_RULES,
  metrics: METRICS_RULES,
  logs: LOGS_RULES,
  errors: ERRORS_RULES,
  traces: TRACES_RULES,
  health: HEALTH_RULES,
  integrations: INTEGRATIONS_RULES,
  lifecycle: LIFECYCLE_RULES,
  endpoints: ENDPOINTS_RULES,
});

/**
 * Validates the options, including values from the environment, and fills in the defaults.
 * @param isTerminal whether the process is attached to a terminal
 * @throws InvalidOptionsError that lists every mistake
 */
export function resolveOptions(
  given: ObservabilityOptions,
  env: Environment,
  isTerminal: boolean = false,
) {
  const ofEndpoints = endpointEnvironment(env, endpointsIn(given));
  const platform = platformEnvironment(env, optionsIn(given));
  const options = withEnvironment(given, platform, ofEndpoints.token);
  const problems = new Problems();
  OPTION_RULES(options, '', problems);
  checkTraces(options, problems);
  problems.throwIfAny();

  const service = identify(options.service, env);
  const { environment } = options.service ?? {};
  const isDeveloped = isDevelopment({ env, environment, isTerminal });
  return {
    service,
    platform,
    http: withDefaults(HTTP_CAPTURE_DEFAULTS, options.http),
    monitored: withDefaults(MONITORED_DEFAULTS, options.monitored),
    metrics: withDefaults(METRICS_DEFAULTS, options.metrics),
    logs: resolveLogs(options.logs, isDeveloped, isTerminal),
    errors: resolveErrors(options.errors, service, isDeveloped),
    traces: resolveTraces(options.traces, {
      dsn: options.errors?.dsn,
      isOff: sendsNoTraces(env),
    }),
    health: withDefaults(HEALTH_DEFAULTS, options.health),
    integrations: resolveIntegrations(options.integrations),
    lifecycle: resolveLifecycle(options.lifecycle, env),
    endpoints: resolveEndpoints(options.endpoints, {
      environment: ofEndpoints,
      isDevelopment: isDeveloped,
    }),
  };
}

/** The environment supplies options that are not set. */
function withEnvironment(
  given: ObservabilityOptions,
  { values }: PlatformEnvironment,
  token: string | undefined,
): ObservabilityOptions {
  const root: unknown = given;
  if (!rules.isPlainObject(root)) return given;
  return {
    ...given,
    errors: fill<ErrorsOptions>(given.errors, values.errors),
    traces: fill<TracesOptions>(given.traces, values.traces),
    logs: fill<LogsOptions>(given.logs, values.logs),
    endpoints: fill<EndpointsOptions>(given.endpoints, { token }),
  };
}

/** Options that are not validated yet may be anything. */
function optionsIn(given: ObservabilityOptions): ObservabilityOptions {
  return rules.isPlainObject(given) ? given : {};
}

function endpointsIn(given: ObservabilityOptions): EndpointsOptions {
  const { endpoints } = optionsIn(given);
  return rules.isPlainObject(endpoints) ? endpoints : {};
}

/** A section that is no object is kept, so that validation reports it. */
function fill<T extends object>(section: T | undefined, values: T): T | undefined {
  const isSection = section === undefined || rules.isPlainObject(section);
  return isSection ? withDefaults(values, section) : section;
}

function identify(options: ServiceOptions = {}, env: Environment): ServiceIdentity {
  const ofPackage = readPackage();
  return {
    name: options.name ?? serviceName(env) ?? ofPackage.name,
    version: options.version ?? ofPackage.version,
    environment:
      options.environment ?? (env['SENTRY_ENVIRONMENT'] || env['NODE_ENV'] || 'development'),
    commit: options.commit ?? readCommit(env),
  };
}

/** Debug lines may contain personal data, so they are on by default only in development. */
function resolveLogs(
  options: LogsOptions | undefined,
  isDeveloped: boolean,
  isTerminal: boolean,
): ResolvedLogsOptions {
  const level = isDeveloped ? 'debug' : 'info';
  const isForPeople = isDeveloped && isTerminal && options?.format === undefined;
  const defaults = { ...LOGS_DEFAULTS, level, levelSignal: !isDeveloped, isForPeople };
  return withDefaults(defaults, options);
}

/** Bodies contain personal data, so their values are shown by default only in development. */
function resolveErrors(
  options: ErrorsOptions | undefined,
  service: ServiceIdentity,
  isDeveloped: boolean,
): ResolvedErrorsOptions {
  const ofService = { release: releaseOf(service), serverName: hostname() };
  const defaults = { ...ERRORS_DEFAULTS, ...quotaDefaults(options), ...ofService };
  return withDefaults(isDeveloped ? { ...defaults, body: true } : defaults, options);
}
