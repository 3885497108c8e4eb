import { Logger } from '@nestjs/common';
import { otlpEndpoint } from '../../export';
import { hasProviderOfApp } from '../../signals/traces/spans';
import { isOpenTelemetryInUse, Problems } from '../../core';
import type { Rule } from '../../core';
import { ERRORS_RULES } from '../../signals/errors';
import { levelNamed, LOGS_RULES } from '../../signals/logs';
import { TRACES_RULES } from '../../signals/traces';
import type { Environment } from './environment';
import type { ObservabilityOptions } from './observability.options';

type Section = 'errors' | 'logs' | 'traces';

/** A variable that supplies an option which the app does not set. */
interface Variable {
  readonly name: string;
  readonly section: Section;
  readonly option: string;
  read(env: Environment): string | undefined;
}

/** The values of the environment for options that are not set. */
export interface PlatformEnvironment {
  readonly values: Readonly<Record<Section, Readonly<Record<string, string>>>>;
  /** The options that were set from variables, as paths: `errors.dsn`. */
  readonly filled: ReadonlySet<string>;
  /** Warnings about invalid values: a platform sets variables for all its apps. */
  readonly warnings: readonly string[];
}

const RULES: Readonly<Record<Section, Rule>> = {
  errors: ERRORS_RULES,
  logs: LOGS_RULES,
  traces: TRACES_RULES,
};

const VARIABLES: readonly Variable[] = [
  textOf('SENTRY_DSN', 'errors', 'dsn'),
  textOf('SENTRY_RELEASE', 'errors', 'release'),
  textOf('SERVER_NAME', 'errors', 'serverName'),
  textOf('DEPLOYMENT_STAGE', 'errors', 'deploymentStage'),
  {
    name: 'LOG_LEVEL',
    section: 'logs',
    option: 'level',
    read: ({ LOG_LEVEL: word }) => word?.trim() && (levelNamed(word) ?? word),
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    section: 'traces',
    option: 'endpoint',
    // The app's own SDK reads it itself.
    read: (env) => (isOpenTelemetryInUse() && hasProviderOfApp() ? undefined : otlpEndpoint(env)),
  },
];

/** Reads the variables of options that are not set; each value is validated as its option is. */
export function platformEnvironment(
  env: Environment,
  given: ObservabilityOptions,
): PlatformEnvironment {
  const values: Record<Section, Record<string, string>> = { errors: {}, logs: {}, traces: {} };
  const filled = new Set<string>();
  const warnings: string[] = [];
  for (const { name, section, option, read } of VARIABLES) {
    const value = isGiven(given, section, option) ? undefined : read(env);
    if (!value) continue;
    const problem = problemOf(section, option, value);
    if (problem === undefined) {
      values[section][option] = value;
      filled.add(`${section}.${option}`);
    } else {
      warnings.push(`${name} ${problem} It is ignored.`);
    }
  }
  return { values, filled, warnings };
}

/** Logs invalid values of the environment. */
export function warnOfPlatform({ warnings }: PlatformEnvironment): void {
  const logger = new Logger('Observability');
  for (const warning of warnings) logger.warn(warning);
}

function textOf(name: string, section: Section, option: string): Variable {
  return { name, section, option, read: (env) => env[name]?.trim() };
}

/** Options that are not validated yet may have any type. */
function isGiven(given: ObservabilityOptions, section: Section, option: string): boolean {
  const options = given[section] as Record<string, unknown> | null | undefined;
  return options?.[option] !== undefined;
}

function problemOf(section: Section, option: string, value: string): string | undefined {
  const problems = new Problems();
  RULES[section]({ [option]: value }, section, problems);
  return problems.found[0]?.message;
}
