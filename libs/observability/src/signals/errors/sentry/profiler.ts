import { isBundled, isInstalled, messageOf, requireHere, warnOnce } from '../../../core';
import { DetachedContext } from '../../../export';
import type { SentryClient } from './sdk/sentry-sdk';

/** Part of the processes that are profiled by default. */
const USUAL_RATE = 0.1;
/** One draw for the whole life of a process: it is profiled, or it is not. */
const DRAW = Math.random();

type Integration = Parameters<SentryClient['addIntegration']>[0];

/** What Sentry's own `profiler.startProfiler()` calls, of whichever client is the current one. */
interface Profiling extends Integration {
  readonly _profiler: { start(): void; stop(): void };
}

/** The one function of `@sentry/profiling-node` that is called; the package is optional. */
interface ProfilingPackage {
  nodeProfilingIntegration(): Profiling;
}

/** What a test says otherwise. */
export interface ProfilerParts {
  /** From 0 to 1; a process whose rate is above it is profiled. */
  readonly draw?: number;
  /** The name of the package. */
  readonly package?: string;
}

/**
 * Profiles the process by Sentry's continuous profiler, which sends a chunk each minute. The spans
 * are not Sentry's, so it runs from start to end, and not by transaction. A request does nothing for it.
 */
export class Profiler {
  private readonly outside = new DetachedContext();
  private integration: Profiling | undefined;
  private isRunning = false;

  constructor(
    private readonly client: SentryClient,
    private readonly parts: ProfilerParts = {},
  ) {
    client.on('flush', () => this.cut());
    client.on('close', () => this.stop());
  }

  /**
   * Starts or stops as the newest settings say. It never throws.
   * @param rate undefined where it is not set: then a missing package causes no warning
   */
  obey(rate: number | undefined): void {
    const isChosen = (this.parts.draw ?? DRAW) < (rate ?? USUAL_RATE);
    const isThere = isInstalled(this.package);
    if (!isThere && rate !== undefined && rate > 0) warnOnce(missing(this.package));
    if (isThere && isChosen) this.start();
    else this.stop();
  }

  /** Hands what was gathered so far to the delivery; less than a minute of it may then be dropped. */
  stop(): void {
    if (!this.isRunning) return;
    this.isRunning = false;
    this.integration?._profiler.stop();
  }

  private start(): void {
    if (this.isRunning) return;
    try {
      this.integration ??= this.prepared();
      const { _profiler: profiler } = this.integration;
      this.outside.run(() => profiler.start());
      this.isRunning = true;
    } catch (error) {
      warnOnce(`${this.package} cannot be started, so nothing is profiled: ${messageOf(error)}`);
    }
  }

  /** The draw is ours, since options may come after the client has started. */
  private prepared(): Profiling {
    const { nodeProfilingIntegration } = requireHere(this.package) as ProfilingPackage;
    Object.assign(this.client.getOptions(), {
      profileSessionSampleRate: 1,
      profileLifecycle: 'manual',
    });
    const integration = nodeProfilingIntegration();
    this.client.addIntegration(integration);
    return integration;
  }

  /** A flush sends what there is: the chunk ends, and the next begins. */
  private cut(): void {
    if (!this.isRunning) return;
    this.stop();
    this.start();
  }

  private get package(): string {
    return this.parts.package ?? '@sentry/profiling-node';
  }
}

function missing(name: string): string {
  // It is a native addon, which no bundle can hold.
  const place = isBundled ? ` beside the bundle, where it has to stay external` : '';
  return (
    `errors.profilesSampleRate is set, which needs the package ${name}; nothing is profiled. ` +
    `Install it${place} (npm install ${name}) or leave the option out.`
  );
}
