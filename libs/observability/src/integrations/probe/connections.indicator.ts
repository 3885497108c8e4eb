import { setMaxListeners } from 'node:events';
import { Findings } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import type { CheckedConnection } from './checked-connection';
import { ConnectionProbe } from './connection-probe';
import type { ProbeOptions } from './connection-probe';
import { SerialQueue } from './serial-queue';

/** The name and messages of the indicator of one kind of connections. */
export interface KindOfConnections {
  readonly name: string;
  /** The message when there are no findings. */
  readonly fine: string;
  /** The text between a connection's alias and its message. */
  readonly separator: string;
}

/** All connections of one kind, checked at once, each with its own timeout. */
export abstract class ConnectionsIndicator implements HealthIndicator {
  readonly critical: boolean = false;
  readonly name: string;
  private readonly probes: readonly ConnectionProbe[];

  constructor(
    connections: readonly CheckedConnection[],
    private readonly kind: KindOfConnections,
    options: ProbeOptions,
  ) {
    this.name = kind.name;
    // However many clients reach one server, it gets one new connection at a time.
    const queue = new SerialQueue();
    this.probes = connections.map((connection) => new ConnectionProbe(connection, options, queue));
  }

  async check(signal: AbortSignal = new AbortController().signal): Promise<Finding> {
    // Each connection adds a listener until it has answered; this is no leak, however many there are.
    setMaxListeners(0, signal);
    const results = this.probes.map(async (probe) => ({
      alias: probe.alias,
      finding: await probe.run(signal),
    }));
    const findings = new Findings();
    for (const { alias, finding } of await Promise.all(results)) {
      this.add(findings, alias, finding);
    }
    return findings.toFinding(this.kind.fine);
  }

  private add(findings: Findings, alias: string, { status, message, details = {} }: Finding): void {
    for (const [key, value] of Object.entries(details)) findings.note(`${alias}_${key}`, value);
    if (status !== 'healthy') findings.add(status, `${alias}${this.kind.separator}${message}`);
  }
}
