import { CheckObservation, messageOf, Redactor } from '../core';
import type { Observer } from '../core';
import { roundedMs } from './contract';
import type { CheckResult, Finding, HealthDetails, HealthIndicator } from './contract';
import type { HealthOptions } from './health.options';

/** A check under way, shared by all who ask meanwhile, and the last answer. */
interface State {
  running: Promise<CheckResult> | undefined;
  startedAt: number;
  last: { readonly result: CheckResult; readonly at: number } | undefined;
}

type CheckerOptions = Required<Pick<HealthOptions, 'timeoutMs' | 'answerWithinMs' | 'cacheMs'>>;

const STATUSES: ReadonlySet<unknown> = new Set(['healthy', 'degraded', 'unhealthy']);

/**
 * Asks indicators: one check at a time for each, a time limit, a short memory. Whatever an
 * indicator does (throw, hang, answer rubbish), it costs only its own result.
 */
export class HealthChecker {
  private readonly states = new Map<HealthIndicator, State>();

  constructor(
    private readonly options: CheckerOptions,
    private readonly observer: Observer,
    /** Drivers put addresses with passwords into their messages. */
    private readonly redactor: Redactor = new Redactor(),
  ) {}

  /** Asks all of them at once, and waits no longer than `answerWithinMs`. */
  checkAll(indicators: readonly HealthIndicator[]): Promise<CheckResult[]> {
    return Promise.all(indicators.map((indicator) => this.answerInTime(indicator)));
  }

  /** The answer of one indicator: a fresh one, the one under way, or the remembered one. */
  check(indicator: HealthIndicator): Promise<CheckResult> {
    const state = this.stateOf(indicator);
    if (state.running) return state.running;
    const { clock } = this.observer;
    if (state.last && clock.now() - state.last.at < this.options.cacheMs) {
      return Promise.resolve(state.last.result);
    }
    state.startedAt = clock.now();
    state.running = this.run(indicator).then((result) => {
      state.last = { result, at: clock.now() };
      state.running = undefined;
      return result;
    });
    return state.running;
  }

  /**
   * A slow check does not hold up the page: it is shown as late and goes on. The time counts from
   * the start of the check, so that a check which is late already holds up nobody more.
   */
  private async answerInTime(indicator: HealthIndicator): Promise<CheckResult> {
    const { answerWithinMs } = this.options;
    const answer = this.check(indicator);
    const { running, startedAt } = this.stateOf(indicator);
    const passedMs = running ? this.observer.clock.now() - startedAt : 0;
    const limit = timeLimit(Math.max(0, answerWithinMs - passedMs));
    const late = limit.passed.then(() => lateResult(indicator, answerWithinMs));
    const result = await Promise.race([answer, late]);
    limit.clear();
    return result;
  }

  private async run(indicator: HealthIndicator): Promise<CheckResult> {
    const { checks, clock } = this.observer;
    const observation = checks.begin(new CheckObservation(clock.now(), indicator));
    const finding = this.withoutSecrets(await this.ask(indicator));
    observation.status = finding.status;
    observation.message = finding.message;
    checks.end(observation);
    return {
      status: finding.status,
      message: finding.message,
      details: finding.details,
      name: indicator.name,
      critical: indicator.critical,
      responseTimeMs: roundedMs(observation.durationSeconds * 1000),
    };
  }

  private withoutSecrets({ status, message, details = {} }: Finding): Required<Finding> {
    const safe = this.redactor.value(details) as HealthDetails;
    return { status, message: this.redactor.text(message), details: safe };
  }

  private async ask(indicator: HealthIndicator): Promise<Finding> {
    const timeoutMs = indicator.timeoutMs ?? this.options.timeoutMs;
    const limit = timeLimit(timeoutMs);
    const abort = new AbortController();
    const late = limit.passed.then((): Finding => {
      abort.abort();
      return lateFinding(indicator, timeoutMs);
    });
    // The race hears the late rejection too, so that it is never an unhandled one.
    const finding = await Promise.race([answerOf(indicator, abort.signal), late]);
    limit.clear();
    return finding;
  }

  private stateOf(indicator: HealthIndicator): State {
    const known = this.states.get(indicator);
    if (known) return known;
    const state: State = { running: undefined, startedAt: 0, last: undefined };
    this.states.set(indicator, state);
    return state;
  }
}

/** Never rejects and never throws. */
async function answerOf(indicator: HealthIndicator, signal: AbortSignal): Promise<Finding> {
  try {
    const finding: unknown = await indicator.check(signal);
    return isFinding(finding)
      ? { ...finding, message: finding.message ?? '' }
      : unhealthy('The check gave no answer that can be read');
  } catch (error) {
    return unhealthy(`Health check failed: ${messageOf(error)}`);
  }
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && STATUSES.has((value as Finding).status);
}

function unhealthy(message: string): Finding {
  return { status: 'unhealthy', message };
}

function lateFinding({ statusWhenLate = 'unhealthy' }: HealthIndicator, limitMs: number): Finding {
  return { status: statusWhenLate, message: `No answer within ${limitMs} ms` };
}

function lateResult(indicator: HealthIndicator, limitMs: number): CheckResult {
  const { name, critical } = indicator;
  return {
    ...lateFinding(indicator, limitMs),
    name,
    critical,
    details: {},
    responseTimeMs: limitMs,
  };
}

interface TimeLimit {
  readonly passed: Promise<void>;
  clear(): void;
}

function timeLimit(milliseconds: number): TimeLimit {
  let timer: NodeJS.Timeout;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
    timer.unref();
  });
  return { passed, clear: () => clearTimeout(timer) };
}
