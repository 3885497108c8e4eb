import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Drops, Warnings } from '../../../core';
import type { ExpositionFormat } from '../exposition/exposition-writer';
import { PeerExpositions } from './peer-expositions';
import { Rendezvous } from './rendezvous';

const SERVICE = { name: 'shop', version: '1', environment: 'test' };

const exposition = (value: number): string => `# HELP a A.\n# TYPE a counter\na ${value}\n`;

const textOf = async (pages: PeerExpositions): Promise<string> =>
  (await pages.exposition()).toString();

describe('the workers of a cluster', () => {
  let base: string;
  let drops: Drops;
  let said: string[];
  const started: PeerExpositions[] = [];

  const worker = async (name: string, value: number): Promise<PeerExpositions> => {
    const source = {
      exposition: (_format: ExpositionFormat) => Promise.resolve(Buffer.from(exposition(value))),
      aggregations: () => ({}),
    };
    const place = new Rendezvous(base, join(base, '1'), `${name}-1`);
    const pages = new PeerExpositions(
      source,
      drops,
      new Warnings((text) => said.push(text)),
      place,
    );
    await pages.start();
    started.push(pages);
    return pages;
  };

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'peers-'));
    drops = new Drops();
    said = [];
  });

  afterEach(() => {
    for (const pages of started.splice(0)) pages.stop();
    rmSync(base, { recursive: true, force: true });
  });

  it('give the sum of all, whichever is scraped', async () => {
    const workers = [await worker('1', 3), await worker('2', 4), await worker('3', 5)];

    const pages = await Promise.all(workers.map(textOf));

    expect(pages).toEqual([exposition(12), exposition(12), exposition(12)]);
  });

  it('give the own exposition when there is nobody else', async () => {
    expect(await textOf(await worker('1', 3))).toBe(exposition(3));
  });

  it('build it once for concurrent scrapes', async () => {
    const first = await worker('1', 3);
    await worker('2', 4);

    expect(first.exposition()).toBe(first.exposition());
    await first.exposition();
  });

  it('forget one that has stopped', async () => {
    const first = await worker('1', 3);
    const second = await worker('2', 4);

    second.stop();

    expect(await textOf(first)).toBe(exposition(3));
    expect(readdirSync(join(base, '1'))).toEqual(['1-1.sock']);
  });

  it('take away the socket of one that was killed', async () => {
    const first = await worker('1', 3);
    const longAgo = new Date(Date.now() - 60_000);
    writeFileSync(join(base, '1', 'dead.sock'), '');
    utimesSync(join(base, '1', 'dead.sock'), longAgo, longAgo);

    expect(await textOf(first)).toBe(exposition(3));
    expect(existsSync(join(base, '1', 'dead.sock'))).toBe(false);
    expect([...drops.entries()]).toEqual([]);
  });

  it('leave the socket of one alone that is only starting', async () => {
    const first = await worker('1', 3);
    writeFileSync(join(base, '1', 'new.sock'), '');

    expect(await textOf(first)).toBe(exposition(3));
    expect(existsSync(join(base, '1', 'new.sock'))).toBe(true);
  });

  it.each([
    ['does not answer', (): void => undefined, 'the request timed out'],
    [
      'sends an invalid response',
      (socket: { end(text: string): void }): void => socket.end('hello'),
      '',
    ],
  ])('leave out one that %s, count it and say so once', async (_case, behave, reason) => {
    const first = await worker('1', 3);
    const odd: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      behave(socket);
    });
    await new Promise<void>((resolve) => odd.listen(join(base, '1', 'odd.sock'), resolve));
    const begun = performance.now();

    expect(await textOf(first)).toBe(exposition(3));

    expect(performance.now() - begun).toBeLessThan(1500);
    expect([...drops.entries()]).toEqual([['metrics', 1]]);
    expect(said).toEqual([
      expect.stringContaining(`a worker is missing from the merged metrics: ${reason}`),
    ]);
    odd.close();
  });

  it('do not enter a folder that others can enter', async () => {
    chmodSync(base, 0o755);

    const first = await worker('1', 3);

    expect(said).toEqual([expect.stringContaining('accessible to other users')]);
    expect(await textOf(first)).toBe(exposition(3));
  });

  it('leave no file behind', async () => {
    const workers = [await worker('1', 3), await worker('2', 4)];

    for (const each of workers) each.stop();

    expect(existsSync(base)).toBe(false);
  });
});

describe('a process that is no worker', () => {
  it('has no place to meet others', () => {
    expect(Rendezvous.ofThisProcess(SERVICE)).toBeUndefined();
  });

  it('would have one of its own, apart from other apps of the same primary', () => {
    const own = Rendezvous.ofThisProcess(SERVICE, true);
    const other = Rendezvous.ofThisProcess({ ...SERVICE, name: 'till' }, true);

    expect(own?.socket).toMatch(new RegExp(`${process.pid}-\\d+\\.sock$`));
    expect(dirname(own?.socket ?? '')).not.toBe(dirname(other?.socket ?? ''));
  });
});
