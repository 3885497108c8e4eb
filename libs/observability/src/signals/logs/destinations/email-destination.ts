import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorDigest } from './error-digest';
import type { LogDestination } from './log-destination';
import { troubleOf } from './sink';
import type { Mail } from '../../../export';

/** Delivers mails. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** The dependencies of a mail destination. */
export interface EmailParts {
  readonly mailer: Mailer;
  readonly name: string;
  /** The service and environment, for the subject. */
  readonly sender: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly minIntervalMs: number;
  /** Writes a warning, but not to a mail. */
  readonly warn: (message: string) => void;
}

/** So that the first mail of a burst contains all of it. */
const GATHER_MS = 1000;
const POLL_INTERVAL_MS = 20;

/**
 * Mails errors to the people on call: the first error immediately, further ones as a digest, at most
 * one mail per interval. It sends in the background and never throws into the app. A failure is
 * reported once; the errors are in the other destinations as well.
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

  /** Sends the digest, if a mail is allowed now, and waits for it within the limit. */
  async flush(limitMs: number): Promise<void> {
    const until = performance.now() + limitMs;
    if (performance.now() >= this.nextAt) this.sendSoon();
    while (this.isSending && performance.now() < until) await sleep(POLL_INTERVAL_MS);
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

  /** Warns once when it begins to fail, once when it works again. The server's message may contain secrets. */
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
