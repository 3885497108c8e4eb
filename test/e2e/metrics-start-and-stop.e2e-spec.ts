import type { INestApplication } from '@nestjs/common';
import { eventually } from '../support/eventually';
import { createFatesApp } from '../support/fates-app';
import { heapInUse } from '../support/metrics-heap';
import { parseMetrics } from '../support/metrics-page';
import { ask } from '../support/metrics-request';
import { listen, platforms } from '../support/platforms';

const CYCLES = 20;
const OPTIONS = {
  logs: { level: 'silent' as const },
  endpoints: { access: 'open' as const, management: { port: 0 } },
};
const OK = '/api/v1/fates/ok/1';

describe.each(platforms)('apps on $platform in one process', ({ adapter }) => {
  let atFirst: string[];

  beforeAll(async () => {
    atFirst = await resources();
  });

  it('have numbers of their own, two at a time', async () => {
    const apps = [await start(), await start()] as const;
    const [first, second] = apps;

    for (let i = 0; i < 3; i += 1) await ask(first.base + OK);
    await ask(second.base + OK);

    expect([await okCount(first.base), await okCount(second.base)]).toEqual([3, 1]);
    await first.app.close();
    await ask(second.base + OK);
    expect(await okCount(second.base)).toBe(2);
    await second.app.close();
  });

  it('start and stop twenty times and leave nothing behind', async () => {
    for (let i = 0; i < 3; i += 1) await cycle();
    const before = await heapInUse();

    const counted: number[] = [];
    for (let i = 0; i < CYCLES; i += 1) counted.push(await cycle());

    expect(counted).toEqual(Array.from({ length: CYCLES }, () => 1));
    expect((await heapInUse()) - before).toBeLessThan(10);
    await eventually(async () => expect(leftBehind(await resources(), atFirst)).toEqual([]));
  });

  interface Started {
    readonly app: INestApplication;
    readonly base: string;
  }

  async function start(): Promise<Started> {
    const app = await createFatesApp(adapter(), OPTIONS);
    return { app, base: await listen(app) };
  }

  /** Starts, answers, is scraped, stops; returns what was counted. */
  async function cycle(): Promise<number> {
    const { app, base } = await start();
    await ask(base + OK);
    const count = await okCount(base);
    await app.close();
    return count;
  }
});

async function okCount(base: string): Promise<number> {
  const page = (await ask(`${base}/metrics`)).body.toString();
  const counts = parseMetrics(page).filter(
    ({ name }) => name === 'http_server_request_duration_seconds_count',
  );
  return counts.find(({ labels }) => labels['http_route'] === '/api/v1/fates/ok/:id')?.value ?? 0;
}

/** What is there now and was not at first. Less than at first is no fault: sockets of earlier tests end late. */
function leftBehind(now: string[], atFirst: string[]): string[] {
  const known = [...atFirst];
  return now.filter((kind) => {
    const at = known.indexOf(kind);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

/** What keeps the process alive; seen from a turn of its own, in which no timer runs. */
async function resources(): Promise<string[]> {
  await new Promise(setImmediate);
  const passing = ['Immediate', 'FSReqCallback'];
  return process
    .getActiveResourcesInfo()
    .filter((kind) => !passing.includes(kind))
    .toSorted();
}
