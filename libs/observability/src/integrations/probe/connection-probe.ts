import { Findings } from '../../health';
import type { Finding } from '../../health';
import type { CheckedConnection } from './checked-connection';
import { HalfOpenDetector } from './half-open-detector';
import { reasonOf } from './reason-of';
import type { SerialQueue } from './serial-queue';
import { SingleFlight } from './single-flight';
import { NoAnswerError, withTimeout } from './with-timeout';

/** How connections are checked. */
export interface ProbeOptions {
  /** The timeout of each connection, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether a half-open connection is cut, so that the app's client opens a new one. */
  readonly reconnect: boolean;
}

/** Checks one connection with its own timeout, so that one that hangs does not hide the others. */
export class ConnectionProbe {
  private readonly request: SingleFlight<Finding>;
  private readonly detector: HalfOpenDetector | undefined;

  constructor(
    private readonly connection: CheckedConnection,
    private readonly options: ProbeOptions,
    queue: SerialQueue,
  ) {
    const { serverConnection } = connection;
    const { reconnect, timeoutMs: limitMs } = options;
    this.detector =
      serverConnection && reconnect
        ? new HalfOpenDetector(serverConnection, { limitMs, queue })
        : undefined;
    this.request = new SingleFlight((signal) => this.send(signal));
  }

  get alias(): string {
    return this.connection.alias;
  }

  /** Never rejects. @param signal aborted at the deadline of the whole check */
  async run(signal: AbortSignal): Promise<Finding> {
    try {
      return await withTimeout(this.request.run(), this.options.timeoutMs, signal);
    } catch (error) {
      if (error instanceof NoAnswerError) this.timedOut(error);
      const message = `${this.connection.subject} failed: ${reasonOf(error)}`;
      return { status: 'unhealthy', message };
    }
  }

  private async send(signal: AbortSignal): Promise<Finding> {
    const findings = new Findings();
    this.detector?.requestStarted();
    await this.connection.check(signal, findings);
    return findings.toFinding('');
  }

  /** The detection runs in the background: it delays no result. */
  private timedOut(error: NoAnswerError): void {
    this.request.abort(error);
    void this.detector?.detect(() => this.request.isPending);
  }
}
