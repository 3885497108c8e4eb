import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorDigest } from './error-digest';
import type { LogDestination } from './log-destination';
import { troubleOf } from './sink';
import type { Mail } from './smtp-mailer';

/** Delivers mails. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** What a mail destination works with. */
export interface EmailParts {
  readonly mailer: Mailer;
  readonly name: string;
  /** Who the mails speak of, for the subject: service and environment. */
  readonly sender: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly minIntervalMs: number;
  /** Writes a warning somewhere other than to a mail. */
  readonly warn: (message: string) => void;
}

/** So that the first mail of a burst reports all of it. */
const GATHER_MS = 1000;
const LOOK_EVERY_MS = 20;

/**
 * Mails to the people in charge: the first error at once, what follows as a digest, at most one
 * mail in an interval. Sending goes on beside the app and never throws into it; a mail that cannot
 * be sent is told once, and what it said is in the other destinations.
 */
export class EmailDestination implements LogDestination {
  private readonly digest: ErrorDigest;
  private timer: NodeJS.Timeout | undefined;
  private nextAt = 0;
  private isSending = false;
  private isFailing = false;

  constructor(private readonly parts: EmailParts) {
    this.digest = new ErrorDigest(parts.sender);
  }

  write(line: string): void {
    this.digest.add(line);
    this.plan();
  }

  /** Sends what has been gathered, if a mail is allowed now, and waits for it within the limit. */
  async flush(limitMs: number): Promise<void> {
    const until = performance.now() + limitMs;
    if (performance.now() >= this.nextAt) this.sendSoon();
    while (this.isSending && performance.now() < until) await sleep(LOOK_EVERY_MS);
  }

  close(): void {
    clearTimeout(this.timer);
    this.parts.mailer.close();
  }

  private plan(): void {
    if (this.timer) return;
    const waitMs = Math.max(GATHER_MS, this.nextAt - performance.now());
    this.timer = setTimeout(() => this.sendSoon(), waitMs).unref();
  }

  private sendSoon(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.digest.isEmpty || this.isSending) return;
    this.nextAt = performance.now() + this.parts.minIntervalMs;
    void this.send();
  }

  private async send(): Promise<void> {
    const { mailer, from, to } = this.parts;
    const { subject, text } = this.digest.take();
    this.isSending = true;
    try {
      await mailer.send({ from, to, subject, text });
      this.warnOnChange(undefined);
    } catch (error) {
      this.warnOnChange(error);
    }
    this.isSending = false;
    if (!this.digest.isEmpty) this.plan();
  }

  /** Once when it begins to fail, once when it works again. The server's own words may hold secrets. */
  private warnOnChange(error: unknown): void {
    const isFailing = error !== undefined;
    if (isFailing === this.isFailing) return;
    this.isFailing = isFailing;
    const what = `The log destination "${this.parts.name}"`;
    this.parts.warn(
      isFailing
        ? `${what} cannot send mails (${codeOf(error)}); the errors are in the other destinations.`
        : `${what} sends mails again.`,
    );
  }
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : (troubleOf(error) ?? 'failed');
}
