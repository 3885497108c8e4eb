import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';
import { ServerProcess } from './server-process';
import type { ServerCommand } from './server-process';

/** One series of an instant query. */
export interface Answered {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Reply<T> {
  readonly status: string;
  readonly data: T;
}

/** What one exemplar query gives for one series. */
export interface AnsweredExemplars {
  readonly seriesLabels: Readonly<Record<string, string>>;
  readonly exemplars: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** A Prometheus of the test's own (Debian's prometheus), which scrapes one app each second. */
export class PrometheusServer extends ServerProcess {
  private constructor(
    server: ServerCommand,
    private readonly folder: string,
  ) {
    super(server);
  }

  /** @param target host and port of the app */
  static async scraping(target: string): Promise<PrometheusServer> {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    const port = await freePort();
    writeFileSync(join(folder, 'prometheus.yml'), configFor(target));
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
    ];
    const command = { command: 'prometheus', args, port, stopSignal: 'SIGTERM' as const };
    const prometheus = new PrometheusServer(command, folder);
    await prometheus.start();
    return prometheus;
  }

  /** The newest values of an expression. */
  async query(expression: string): Promise<Answered[]> {
    const { result } = await this.ask<{
      result: { metric: Record<string, string>; value: [number, string] }[];
    }>('query', { query: expression });
    return result.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }));
  }

  async exemplars(expression: string): Promise<AnsweredExemplars[]> {
    const end = Date.now() / 1000 + 60;
    const range = { start: String(end - 3600), end: String(end) };
    return this.ask<AnsweredExemplars[]>('query_exemplars', { query: expression, ...range });
  }

  override async stop(): Promise<void> {
    await super.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask<T>(path: string, parameters: Record<string, string>): Promise<T> {
    const query = new URLSearchParams(parameters).toString();
    const response = await fetch(`http://127.0.0.1:${this.server.port}/api/v1/${path}?${query}`);
    const { data } = (await response.json()) as Reply<T>;
    return data;
  }
}

function configFor(target: string): string {
  return `
global: { scrape_interval: 1s }
scrape_configs:
  - job_name: app
    static_configs: [{ targets: ['${target}'] }]
`;
}
