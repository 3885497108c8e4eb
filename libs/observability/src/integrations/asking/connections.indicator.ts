import { setMaxListeners } from 'node:events';
import { Findings } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import type { AskedConnection } from './asked-connection';
import { ConnectionQuestion } from './connection-question';
import type { AskingOptions } from './connection-question';
import { Turns } from './turns';

/** What the indicator of one kind is called and says. */
export interface KindOfConnections {
  readonly name: string;
  /** The message when nothing was noticed. */
  readonly fine: string;
  /** What stands between a connection's alias and its message. */
  readonly separator: string;
}

/** All connections of one kind, checked at once, each with its own limit. */
export abstract class ConnectionsIndicator implements HealthIndicator {
  readonly critical: boolean = false;
  readonly name: string;
  private readonly questions: readonly ConnectionQuestion[];

  constructor(
    connections: readonly AskedConnection[],
    private readonly kind: KindOfConnections,
    options: AskingOptions,
  ) {
    this.name = kind.name;
    // However many clients reach one server, it gets one new connection at a time.
    const turns = new Turns();
    this.questions = connections.map(
      (connection) => new ConnectionQuestion(connection, options, turns),
    );
  }

  async check(signal: AbortSignal = new AbortController().signal): Promise<Finding> {
    // Each connection listens to it until it has answered; that is no leak, however many they are.
    setMaxListeners(0, signal);
    const answers = this.questions.map(async (question) => ({
      alias: question.alias,
      finding: await question.answer(signal),
    }));
    const findings = new Findings();
    for (const { alias, finding } of await Promise.all(answers)) {
      this.add(findings, alias, finding);
    }
    return findings.toFinding(this.kind.fine);
  }

  private add(findings: Findings, alias: string, { status, message, details = {} }: Finding): void {
    for (const [key, value] of Object.entries(details)) findings.note(`${alias}_${key}`, value);
    if (status !== 'healthy') findings.add(status, `${alias}${this.kind.separator}${message}`);
  }
}
