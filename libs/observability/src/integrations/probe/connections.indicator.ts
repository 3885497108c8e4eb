import { setMaxListeners } from 'node:events';
import { errorTexts, orAborted, SingleFlight, TimeoutError, withTimeout } from '../../core';
import { Findings } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import type { CheckedConnection } from './checked-connection';

/** The name and messages of the indicator of one kind of connections. */
export interface KindOfConnections {
  readonly name: string;
  /** The message when there are no findings. */
  readonly fine: string;
  /** The text between a connection's alias and its message. */
  readonly separator: string;
}

/**
 * All connections of one kind, checked at once. It has no clock of its own: those without an answer
 * when the check times out are reported as late, and do not hide the others.
 */
export abstract class ConnectionsIndicator implements HealthIndicator {
  readonly critical: boolean = false;
  readonly name: string;
  readonly timeoutMs: number;
  private readonly probes: readonly ConnectionProbe[];

  constructor(
    connections: readonly CheckedConnection[],
    private readonly kind: KindOfConnections,
    { timeoutMs }: { readonly timeoutMs: number },
  ) {
    this.name = kind.name;
    this.timeoutMs = timeoutMs;
    this.probes = connections.map((connection) => new ConnectionProbe(connection));
  }

  /** @param signal that of the checker; without one, the check has its own timeout */
  check(signal?: AbortSignal): Promise<Finding> {
    return signal
      ? this.checkAll(signal)
      : withTimeout((own) => this.checkAll(own), this.timeoutMs);
  }

  private async checkAll(signal: AbortSignal): Promise<Finding> {
    // Each connection adds a listener until it has answered; this is no leak, however many there are.
    setMaxListeners(0, signal);
    const found = await Promise.all(this.probes.map((probe) => probe.run(signal)));
    const findings = new Findings();
    found.forEach((finding, i) => this.add(findings, this.probes[i]?.alias ?? '', finding));
    return findings.toFinding(this.kind.fine);
  }

  private add(findings: Findings, alias: string, { status, message, details = {} }: Finding): void {
    for (const [key, value] of Object.entries(details)) findings.note(`${alias}_${key}`, value);
    if (status !== 'healthy') findings.add(status, `${alias}${this.kind.separator}${message}`);
  }
}

/** Checks one connection, with one request at a time however many checks wait for its answer. */
class ConnectionProbe {
  readonly alias: string;
  private readonly request: SingleFlight<Finding>;

  constructor(private readonly connection: CheckedConnection) {
    this.alias = connection.alias;
    this.request = new SingleFlight((signal) => connection.check(signal));
  }

  /** Never rejects. */
  async run(signal: AbortSignal): Promise<Finding> {
    try {
      return await orAborted(this.request.run(), signal);
    } catch (error) {
      const message = `${this.connection.subject} failed: ${this.reasonOf(error)}`;
      if (signal.aborted) this.request.abort(signal.reason);
      return { status: 'unhealthy', message };
    }
  }

  private reasonOf(error: unknown): string {
    if (!(error instanceof TimeoutError)) return reasonOf(error);
    if (this.connection.isPoolFull?.()) return `no free connection within ${error.limitMs} ms`;
    const remedy = this.connection.remedy?.();
    return remedy === undefined ? error.message : `${error.message} (${remedy})`;
  }
}

/** Why something failed. A refused connection may be an AggregateError without a text of its own. */
function reasonOf(error: unknown): string {
  const isSeveral = error instanceof AggregateError && error.errors.length > 0;
  const errors: readonly unknown[] = isSeveral ? error.errors : [error];
  return [...new Set(errors.map((each) => errorTexts(each).message))].join(', ');
}
