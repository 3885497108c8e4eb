import { oneLineJson } from '../../../core';
import type { Collector, Drops, ServiceIdentity } from '../../../core';
import { timestamp } from '../records/timestamp';
import { activeIn, allOf, CONSOLE } from './chosen-destinations';
import type { OutputOptions } from './chosen-destinations';
import { UnknownDestinationError } from './destination.errors';
import { DestinationFactory } from './destination-factory';
import type { DestinationOptions } from './destination.options';
import { LineDrops } from './line-drops';
import type { LogDestination } from './log-destination';
import { FanOut } from './filtered-destination';
import type { Output } from './filtered-destination';

/** The dependencies of destinations. */
export interface DestinationsParts {
  readonly service: ServiceIdentity;
  readonly drops: Drops;
  /** Whether waiting lines are written when the process exits. @default true */
  readonly hasExitHook?: boolean;
}

const AT_EXIT_LIMIT_MS = 2000;

/** All log destinations of an application, by name. */
export class Destinations {
  /** How many lines were dropped, for /metrics. */
  readonly collector: Collector;
  private readonly options: Readonly<Record<string, DestinationOptions>>;
  /** Every name in the options, whatever the environment. */
  private readonly defined: readonly string[];
  private readonly outputs = new Map<string, Output>();
  private readonly factory: DestinationFactory;
  private fallback: Output | undefined;
  private readonly atExit = (): void => this.end();

  /**
   * All mistakes are reported when the app starts.
   * @throws LogFileError, LogTransportError, DestinationPackageMissingError or UnknownDestinationError
   */
  constructor(given: OutputOptions, { service, drops, hasExitHook = true }: DestinationsParts) {
    const lineDrops = new LineDrops(drops);
    this.collector = lineDrops;
    const all = allOf(given);
    this.options = activeIn(service.environment, all);
    this.defined = [...new Set([...Object.keys(all), ...this.names()])];
    this.factory = new DestinationFactory({
      service,
      drops: lineDrops,
      format: given.format,
      isForPeople: given.isForPeople,
      fallback: (isDefault) => this.fallbackOf(isDefault),
      warningLine: warningLineOf(service),
    });
    for (const { destinations = [] } of Object.values(given.loggers ?? {})) {
      this.requireKnown(destinations);
    }
    // Before any transport starts: pino's own exit handlers may wait for ten seconds.
    if (hasExitHook) process.once('exit', this.atExit);
    this.open();
  }

  /** The names of the active destinations, optionally of one kind. */
  names(type?: DestinationOptions['type']): string[] {
    const all = Object.entries(this.options);
    return all.filter(([, options]) => !type || options.type === type).map(([name]) => name);
  }

  /**
   * The named destinations as one, without those that are inactive in this environment.
   * @param names the default destinations if omitted
   * @throws UnknownDestinationError if the options have no such destination
   */
  for(names: readonly string[] = this.defaults()): LogDestination {
    this.requireKnown(names);
    const outputs = names.flatMap((name) => this.outputs.get(name) ?? []);
    const [only] = outputs;
    return outputs.length === 1 && only ? only : new FanOut(outputs);
  }

  /** The destinations of the security log: all default ones, and every syslog server. */
  forSecurity(): LogDestination {
    return this.for([...new Set([...this.defaults(), ...this.names('syslog')])]);
  }

  /** Delivers waiting lines, each destination within the limit in milliseconds. */
  async flush(limitMs: number): Promise<void> {
    const all = this.all().map((output) => within(limitMs, output.flush?.(limitMs)));
    await Promise.allSettled(all);
  }

  /** Writes what can be written immediately and closes all destinations. */
  close(): void {
    process.removeListener('exit', this.atExit);
    for (const output of this.all()) carefully(() => output.close?.());
  }

  private requireKnown(names: readonly string[]): void {
    const unknown = names.find((name) => !this.defined.includes(name));
    if (unknown !== undefined) throw UnknownDestinationError.for(unknown, this.defined);
  }

  private open(): void {
    try {
      for (const [name, options] of Object.entries(this.options)) {
        this.outputs.set(name, this.factory.make(name, options));
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Writes the remaining lines when the process exits, all within the limit. */
  private end(): void {
    const until = performance.now() + AT_EXIT_LIMIT_MS;
    for (const output of this.all()) {
      carefully(() => output.flushSync?.(Math.max(0, until - performance.now())));
    }
    this.close();
  }

  private all(): Output[] {
    return [...this.outputs.values(), ...(this.fallback ? [this.fallback] : [])];
  }

  private defaults(): string[] {
    const all = Object.entries(this.options);
    return all.filter(([, { isDefault = true }]) => isDefault).map(([name]) => name);
  }

  /** Standard output, unless the same lines are written there anyway. */
  private fallbackOf(isDefault: boolean): LogDestination | undefined {
    const isThere = Object.values(this.options).some(
      (options) => options.type === 'console' && (options.isDefault ?? true),
    );
    if (isThere && isDefault) return undefined;
    return (this.fallback ??= this.factory.make('stdout', CONSOLE));
  }
}

/** A hanging destination does not delay the others. */
async function within(limitMs: number, work: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function carefully(act: () => void): void {
  try {
    act();
  } catch {
    // A destination that throws on close must not keep the others, or the app, from closing.
  }
}

/** Creates a warning of the library, as Nest's logger would write it. */
export function warningLineOf({ name, version, environment }: ServiceIdentity) {
  const base = JSON.stringify({ service: name, version, environment }).slice(1, -1);
  const source = '"logger":"nest","context":"Observability"';
  return (message: string, extra: object): string =>
    oneLineJson(
      `{"level":"warn"${timestamp()},${base},${source},"extra":${JSON.stringify(extra)},"message":${JSON.stringify(message)}}\n`,
    );
}
