import type {
  InjectionToken,
  ModuleMetadata,
  OptionalFactoryDependency,
  Type,
} from '@nestjs/common';
import type { HttpCaptureOptions } from '../../capture/http';
import type { MonitoredDefaults } from '../../capture/method';
import type { EndpointsOptions } from '../../endpoints';
import type { HealthOptions } from '../../health';
import type { IntegrationsOptions } from '../../integrations';
import type { LifecycleOptions } from '../../lifecycle';
import type { ErrorsOptions } from '../../signals/errors';
import type { LogsOptions } from '../../signals/logs';
import type { MetricsOptions } from '../../signals/metrics';
import type { TracesOptions } from '../../signals/traces';

/** The identity of the app; part of every signal. */
export interface ServiceOptions {
  /** @default the name in package.json */
  name?: string;
  /** @default the version in package.json */
  version?: string;
  /** @default SENTRY_ENVIRONMENT, else NODE_ENV, else 'development' */
  environment?: string;
  /** @default GIT_COMMIT, GITHUB_SHA, CI_COMMIT_SHA and the like, else the commit in .git of the working directory */
  commit?: string;
}

/** All options; each of them is optional. */
export interface ObservabilityOptions {
  service?: ServiceOptions;
  http?: HttpCaptureOptions;
  monitored?: MonitoredDefaults;
  metrics?: MetricsOptions;
  logs?: LogsOptions;
  errors?: ErrorsOptions;
  traces?: TracesOptions;
  health?: HealthOptions;
  integrations?: IntegrationsOptions;
  lifecycle?: LifecycleOptions;
  endpoints?: EndpointsOptions;
}

/** A provider that creates the options. */
export interface ObservabilityOptionsFactory {
  createObservabilityOptions(): ObservabilityOptions | Promise<ObservabilityOptions>;
}

/** The three ways to get options from other providers; give one of them. */
export interface ObservabilityAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  useFactory?: (...args: never[]) => ObservabilityOptions | Promise<ObservabilityOptions>;
  inject?: readonly (InjectionToken | OptionalFactoryDependency)[];
  useClass?: Type<ObservabilityOptionsFactory>;
  useExisting?: Type<ObservabilityOptionsFactory>;
}
