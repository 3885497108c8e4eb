import { warnOnce } from '../process/warn-once';

/** Receives what is dropped before delivery: the app that it belongs to. */
export interface DropListener<Kind = unknown> {
  /**
   * Called with the number of drops.
   * @param reason a word that may be a label; '' where none is needed
   * @param kind what was dropped, where the reporter distinguishes kinds
   */
  dropped(count: number, reason: string, kind: Kind | undefined): void;
  /** Called with a sentence for the log when dropping begins and when it has ended. */
  warn(message: string): void;
}

/** What was dropped from the first drop until delivery worked again. */
export interface DropEpisode<Kind = unknown> {
  /** Why the first one was dropped. */
  readonly why: string;
  readonly count: number;
  readonly byKind: ReadonlyMap<Kind, number>;
}

/** The sentences for the log. */
export interface DropWording<Kind = unknown> {
  began(why: string): string;
  ended(episode: DropEpisode<Kind>): string;
}

/** When dropping has ended, and the clock. */
export interface DropReporterOptions {
  /** Dropping has ended when something is delivered and nothing was dropped for this long. @default 10_000 */
  readonly quietMs?: number;
  readonly now?: () => number;
}

const QUIET_MS = 10_000;

/** Counts what is dropped before delivery, and logs when dropping begins and ends instead of each drop. */
export class DropReporter<Kind = unknown> {
  private listener: DropListener<Kind> | undefined;
  private readonly unreported = new Map<string, number>();
  private readonly explained = new Set<string>();
  private readonly wording: DropWording<Kind>;
  private readonly quietMs: number;
  private readonly now: () => number;
  private episode: { why: string; count: number; byKind: Map<Kind, number> } | undefined;
  private lastAt = 0;

  /** @param things what is dropped, in the plural, as the beginning of a sentence; or all sentences */
  constructor(
    things: string | DropWording<Kind>,
    { quietMs = QUIET_MS, now = () => performance.now() }: DropReporterOptions = {},
  ) {
    this.wording = typeof things === 'string' ? wordingFor(things) : things;
    this.quietMs = quietMs;
    this.now = now;
  }

  /** Whether an app listens. */
  get hasListener(): boolean {
    return this.listener !== undefined;
  }

  isListener(listener: DropListener<Kind>): boolean {
    return this.listener === listener;
  }

  /** Reports what was dropped before the app started, and every later drop; returns how to stop that. */
  listen(listener: DropListener<Kind>): () => void {
    this.listener = listener;
    const before = [...this.unreported];
    this.unreported.clear();
    for (const [reason, count] of before) listener.dropped(count, reason, undefined);
    return () => {
      if (this.listener === listener) this.listener = undefined;
    };
  }

  /** Stops reporting; later drops are kept for the next listener. */
  stopListening(): void {
    this.listener = undefined;
  }

  /**
   * @param why as the end of a sentence
   * @param reason the same in a word that may be a label
   * @param kind what was dropped, where kinds are distinguished
   */
  dropped(count: number, why: string, reason = '', kind?: Kind): void {
    if (count <= 0) return;
    if (this.quietMs > 0) this.lastAt = this.now();
    if (!this.episode) this.warn(this.wording.began(why));
    const episode = (this.episode ??= { why, count: 0, byKind: new Map() });
    episode.count += count;
    if (kind !== undefined) episode.byKind.set(kind, (episode.byKind.get(kind) ?? 0) + count);
    this.report(count, reason, kind);
  }

  /**
   * Counts what is left out on purpose.
   * @param remedy logged the first time; left out where there is nothing to warn of
   */
  leftOut(count: number, reason: string, remedy?: string): void {
    if (remedy !== undefined && !this.explained.has(reason)) {
      this.explained.add(reason);
      this.warn(remedy);
    }
    this.report(count, reason);
  }

  /** Something was delivered. @returns what was dropped before, where dropping has ended with it */
  delivered(): DropEpisode<Kind> | undefined {
    const { episode } = this;
    if (!episode) return undefined;
    if (this.quietMs > 0 && this.now() - this.lastAt < this.quietMs) return undefined;
    this.episode = undefined;
    this.warn(this.wording.ended(episode));
    return episode;
  }

  private report(count: number, reason: string, kind?: Kind): void {
    if (this.listener) this.listener.dropped(count, reason, kind);
    else this.unreported.set(reason, (this.unreported.get(reason) ?? 0) + count);
  }

  private warn(message: string): void {
    if (this.listener) this.listener.warn(message);
    else warnOnce(message);
  }
}

function wordingFor(things: string): DropWording {
  return {
    began: (why) => `${things} are being dropped: ${why}.`,
    ended: ({ count }) => `${things} are being delivered again; ${count} were dropped.`,
  };
}
