import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const BAD_GATEWAY = 502;

/** How a load balancer finds out which targets are healthy. */
export interface HealthPolling {
  readonly path: string;
  readonly everyMs: number;
  /** How many failures in a row take a target out. */
  readonly fall: number;
}

interface Target {
  readonly port: number;
  failures: number;
}

/**
 * A load balancer that knows its targets only by polling them, as those of virtual machines do: it
 * passes requests on as they are, in turn, and tries nothing twice.
 */
export class LoadBalancer {
  /** Why requests could not be passed on. */
  readonly refused: string[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private readonly end = new AbortController();
  private next = 0;

  private constructor(
    private readonly server: Server,
    private readonly targets: readonly Target[],
    private readonly polling: HealthPolling,
  ) {
    server.on('request', (question: IncomingMessage, answer: ServerResponse) =>
      this.pass(question, answer),
    );
    for (const target of targets) void this.poll(target);
  }

  static async start(ports: readonly number[], polling: HealthPolling): Promise<LoadBalancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const targets = ports.map((port) => ({ port, failures: 0 }));
    return new LoadBalancer(server, targets, polling);
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    this.end.abort();
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(question: IncomingMessage, answer: ServerResponse): void {
    const healthy = this.targets.filter(({ failures }) => failures < this.polling.fall);
    const target = healthy[(this.next += 1) % healthy.length];
    const { method, url: path, headers } = question;
    const call = request({ port: target?.port ?? 0, method, path, headers, agent: this.agent });
    call.once('response', (response) => {
      answer.writeHead(response.statusCode ?? BAD_GATEWAY);
      response.pipe(answer);
    });
    call.once('error', ({ code = 'no code' }: NodeJS.ErrnoException) => {
      this.refused.push(code);
      answer.writeHead(BAD_GATEWAY).end();
    });
    question.pipe(call);
  }

  private async poll(target: Target): Promise<void> {
    const { signal } = this.end;
    while (!signal.aborted) {
      target.failures = (await this.isHealthy(target)) ? 0 : target.failures + 1;
      await sleep(this.polling.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async isHealthy({ port }: Target): Promise<boolean> {
    try {
      const { ok, body } = await fetch(`http://127.0.0.1:${port}${this.polling.path}`);
      await body?.cancel();
      return ok;
    } catch {
      return false;
    }
  }
}
