import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { HealthStatus, ObservabilityOptions } from 'nestjs-observability';
import { FakeIndicator } from 'nestjs-observability/testing';
import { listen, platforms } from '../support/platforms';

const STATUSES: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];

@Module({})
class App {}

/** The cells of the table below a heading of docs/health.md, without the row of the heads. */
function tableWith(head: string): string[][] {
  const lines = readFileSync(join(__dirname, '../../docs/health.md'), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith(head));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe.each(platforms)('the answers of health on $platform', ({ adapter }) => {
  const database = new FakeIndicator('database', true);
  const cache = new FakeIndicator('cache');
  const gate = new FakeIndicator('disk');
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    const health: ObservabilityOptions['health'] = {
      cacheMs: 0,
      fall: 1,
      rise: 1,
      indicators: [database, cache, gate],
      checks: { disk: { policy: 'gate' } },
    };
    const module = {
      module: App,
      imports: [ObservabilityModule.forRoot({ health, logs: { level: 'silent' } })],
    };
    app = await NestFactory.create(module, adapter(), { logger: false });
    base = await listen(app);
  });

  afterAll(() => app.close());
  beforeEach(() => [database, cache, gate].forEach((indicator) => indicator.finds('healthy')));

  const codeOf = async (path: string): Promise<number> => (await fetch(base + path)).status;

  it('are those of the table of critical and other checks', async () => {
    const found: string[][] = [];
    for (const critical of STATUSES) {
      database.finds(critical);
      const row: string[] = [critical];
      for (const other of STATUSES) {
        cache.finds(other);
        const response = await fetch(`${base}/health`);
        const { status } = (await response.json()) as { status: string };
        row.push(`${status}, ${response.status}`);
      }
      found.push(row);
    }

    expect(tableWith('| critical check |')).toEqual(found);
  });

  it('are, where readiness is concerned, those of the table of policies', async () => {
    const found: string[][] = [];
    for (const [policy, indicator] of [
      ['`gate`', gate],
      ['`inform`', database],
    ] as const) {
      const row: string[] = [policy];
      for (const status of STATUSES) {
        indicator.finds(status);
        row.push(String(await codeOf('/readyz')));
      }
      indicator.finds('healthy');
      found.push(row);
    }

    expect(tableWith('| policy |').map((row) => row.slice(0, -1))).toEqual(found);
  });

  it('leave liveness alone, whatever is unhealthy', async () => {
    [database, cache, gate].forEach((indicator) => indicator.finds('unhealthy'));

    expect(await codeOf('/livez')).toBe(200);
  });
});
