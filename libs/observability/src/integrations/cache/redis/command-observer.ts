import { CacheObservation, currentContext } from '../../../core';
import type { Observer } from '../../../core';
import { settle } from '../../client/settle';
import { waits } from './blocking-command';

/** They look after connections and servers, and are no operations on data. The library's own are among them. */
const MANAGING: ReadonlySet<string> = new Set([
  'auth',
  'hello',
  'client',
  'info',
  'ping',
  'quit',
  'readonly',
  'select',
  'command',
  'cluster',
]);
/** They find something or not. Several keys at a time are a hit when all are there. */
const READS: ReadonlySet<string> = new Set(['get', 'getex', 'getdel', 'hget', 'mget', 'hmget']);

/** A command can be any text that the app makes. */
const NAME = /^[a-z][a-z0-9._-]{0,31}$/;
const MAX_NAMES = 300;
const OTHER = 'other';

/** What ends a transaction; all between MULTI and it is answered with QUEUED. */
const TRANSACTION_ENDS: ReadonlySet<string> = new Set(['exec', 'discard']);

/** A command under way, and whether it was sent inside a transaction. */
interface SentCommand {
  readonly observation: CacheObservation;
  readonly isInTransaction: boolean;
}

/** Observes the commands of one client of Redis as operations on a cache. */
export class CommandObserver {
  private readonly names = new Map<string, string>();
  private isInTransaction = false;

  constructor(
    private readonly observer: Observer,
    private readonly alias: string,
  ) {}

  /** What a command is called in metrics; undefined where it is none on data. */
  nameOf(command: unknown): string | undefined {
    const given = String(command);
    const known = this.names.get(given);
    if (known !== undefined) return known || undefined;
    const name = shownName(given);
    if (this.names.size < MAX_NAMES) this.names.set(given, name);
    else return OTHER;
    return name || undefined;
  }

  /** A call that sends a command and promises its reply. */
  observe<R>(name: string, args: readonly unknown[], send: () => R): R {
    return this.settled(this.begin(name, args), send);
  }

  /** A call that sends several commands at once, as one operation. */
  observeBatch<R>(name: string, send: () => R): R {
    return this.settled({ observation: this.observation(name), isInTransaction: false }, send);
  }

  /** @param args with or without the command's name before them */
  begin(name: string, args: readonly unknown[]): SentCommand {
    const { isInTransaction } = this;
    if (name === 'multi') this.isInTransaction = true;
    else if (TRANSACTION_ENDS.has(name)) this.isInTransaction = false;
    const observation = this.observation(name);
    observation.isWait = waits(name, args);
    return { observation, isInTransaction };
  }

  /** Runs the call inside what the listeners began. */
  run<R>({ observation }: SentCommand, send: () => R): R {
    return this.observer.caches.run(observation, send);
  }

  done({ observation, isInTransaction }: SentCommand, value: unknown): void {
    if (observation.ended) return;
    observation.result =
      isInTransaction && isQueued(value) ? 'ok' : resultOf(observation.operation, value);
    this.observer.caches.end(observation);
  }

  failed({ observation }: SentCommand, error: unknown): void {
    if (observation.ended) return;
    observation.fail(error);
    observation.result = 'error';
    this.observer.caches.end(observation);
  }

  private observation(name: string): CacheObservation {
    const { caches, clock } = this.observer;
    return caches.begin(new CacheObservation(clock.now(), currentContext(), this.alias, name));
  }

  private settled<R>(sent: SentCommand, send: () => R): R {
    return settle(() => this.run(sent, send), {
      done: (value) => this.done(sent, value),
      failed: (error) => this.failed(sent, error),
    });
  }
}

/** '' for none. */
function shownName(command: string): string {
  const name = command.toLowerCase();
  if (MANAGING.has(name)) return '';
  return NAME.test(name) ? name : OTHER;
}

function resultOf(operation: string, value: unknown): CacheObservation['result'] {
  if (!READS.has(operation)) return 'ok';
  const isFound = Array.isArray(value) ? !value.includes(null) : value !== null;
  return isFound ? 'hit' : 'miss';
}

/** The reply to each command inside a transaction, as text or as bytes. */
function isQueued(value: unknown): boolean {
  return value === 'QUEUED' || (Buffer.isBuffer(value) && value.toString() === 'QUEUED');
}
