import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import { Redactor, warnOnce } from '../../../core';
import type { Environment, ServiceIdentity } from '../../../core';
import { limitsAttributes } from './attribute-limits';
import { following, ForcedBudget, samplerFrom, sentryRatio } from '../sampling';
import { isSdkDisabled, otlpTarget, queueLimits, sentryTarget } from '../../../export';
import type { OtlpTarget } from '../../../export';
import { propagatorsFrom } from './propagators';
import { spanLimits } from './span-limits';
import { Tracing } from './tracing';
import type { TracingPlan } from './tracing';

/** The settings of tracing; those that are left out come from OpenTelemetry's variables. */
export interface TracingSettings {
  /** The back end. */
  readonly exporter: 'otlp' | 'sentry' | 'none';
  /** The address of the collector, with its path. @default http://localhost:4318/v1/traces */
  readonly endpoint?: string;
  /** Sentry's DSN, where Sentry is the back end. */
  readonly dsn?: string;
  /** Part of the traces that is recorded where no caller decided, 0 to 1. */
  readonly sampleRatio?: number;
  /** Recordings that callers force beyond that part, a second. @default 10 */
  readonly maxForcedPerSecond?: number;
  /** Whose spans they are. */
  readonly service?: ServiceIdentity;
  /** Takes secrets out of what the app writes on spans. @default the built-in keys and forms */
  readonly redactor?: Redactor;
}

const LOCAL_COLLECTOR = 'http://localhost:4318/v1/traces';
/** Sentry bills spans; its rate is the one that its SDKs recommend. */
const DEFAULT_RATIO = { otlp: 1, sentry: 0.1 };

const DEFAULT_FORCED_PER_SECOND = 10;

let current: Tracing | undefined;

/**
 * Starts tracing, or gives the newer settings to what was started here. An SDK that the app has
 * registered itself is used as it is: then nothing is started.
 *
 * @throws TracingMissingError without the optional packages
 */
export function startTracing(
  settings: TracingSettings,
  env: Environment = process.env,
): Tracing | undefined {
  // The app's SDK reads the variables itself, so none is warned of here.
  if (hasProviderOfApp()) return undefined;
  const plan = isSdkDisabled(env) ? undefined : planOf(settings, env);
  if (!plan) stopIfUnused();
  else if (current) current.follow(plan);
  else current = new Tracing(plan, queueLimits(env));
  return plan && current;
}

/** Whether the app has registered an SDK of its own. */
export function hasProviderOfApp(): boolean {
  if (current) return false;
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('') !== undefined;
}

/** Stops what was started here; spans that are still queued are dropped. */
export function stopTracing(): void {
  current?.stop();
  current = undefined;
}

/** A preload started it and the app wants none; another app of the process keeps its own. */
function stopIfUnused(): void {
  if (current && !current.isInUse) stopTracing();
}

function planOf(settings: TracingSettings, env: Environment): TracingPlan | undefined {
  const { exporter, service, redactor = new Redactor() } = settings;
  if (exporter === 'none') return undefined;
  const target = targetOf(settings, env);
  if (!target) return undefined;
  const ofSentry = exporter === 'sentry' ? sentryRatio : undefined;
  const ratio = settings.sampleRatio ?? ofSentry?.(env);
  const { sampler, part } =
    ratio === undefined ? samplerFrom(env, DEFAULT_RATIO[exporter]) : following(ratio);
  const { maxForcedPerSecond = DEFAULT_FORCED_PER_SECOND } = settings;
  const forced = new ForcedBudget(part, maxForcedPerSecond);
  const limits = { limitsAttributes: limitsAttributes(env), spanLimits: spanLimits(env) };
  const propagators = propagatorsFrom(env);
  return { sampler, forced, target, service, redactor, propagators, ...limits };
}

function targetOf(
  { exporter, endpoint = LOCAL_COLLECTOR, dsn = '' }: TracingSettings,
  env: Environment,
): OtlpTarget | undefined {
  if (exporter === 'sentry') {
    const target = sentryTarget(dsn, env);
    if (!target)
      warnOnce('Traces are configured to go to Sentry, but there is no DSN; no traces are sent.');
    return target;
  }
  if (/^https?:/.test(endpoint) && URL.canParse(endpoint)) return otlpTarget(endpoint, env);
  warnOnce(`The OTLP endpoint "${endpoint}" is not an http or https URL; no traces are sent.`);
  return undefined;
}
