import { Findings } from '../../health';
import type { Finding } from '../../health';
import type { AskedConnection } from './asked-connection';
import { reasonOf } from './reason-of';
import { SilentLoss } from './silent-loss';
import { SingleQuestion } from './single-question';
import type { Turns } from './turns';
import { NoAnswer, withinLimit } from './within-limit';

/** How connections are checked. */
export interface AskingOptions {
  /** How long one of them may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether a connection that was lost in silence is cut, so that the app's client makes a new one. */
  readonly reconnect: boolean;
}

/** Asks one connection, with a limit of its own, so that one that hangs hides no other. */
export class ConnectionQuestion {
  private readonly question: SingleQuestion<Finding>;
  private readonly loss: SilentLoss | undefined;

  constructor(
    private readonly connection: AskedConnection,
    private readonly options: AskingOptions,
    turns: Turns,
  ) {
    const { link } = connection;
    const { reconnect, timeoutMs: limitMs } = options;
    this.loss = link && reconnect ? new SilentLoss(link, { limitMs, turns }) : undefined;
    this.question = new SingleQuestion((signal) => this.put(signal));
  }

  get alias(): string {
    return this.connection.alias;
  }

  /** Never rejects. @param signal aborted when the whole check is over */
  async answer(signal: AbortSignal): Promise<Finding> {
    try {
      return await withinLimit(this.question.ask(), this.options.timeoutMs, signal);
    } catch (error) {
      if (error instanceof NoAnswer) this.unanswered(error);
      const message = `${this.connection.subject} failed: ${reasonOf(error)}`;
      return { status: 'unhealthy', message };
    }
  }

  private async put(signal: AbortSignal): Promise<Finding> {
    const findings = new Findings();
    this.loss?.questionBegins();
    await this.connection.ask(signal, findings);
    return findings.toFinding('');
  }

  /** The look for a loss holds up no answer. */
  private unanswered(error: NoAnswer): void {
    this.question.timeIsOver(error);
    void this.loss?.look(() => this.question.isWaiting);
  }
}
