import { DropReporter } from '../../core';
import { DetachedContext } from '../detached-context';
import { MAX_CONNECTIONS } from '../http/http-sender';
import type { PostOptions, Reply } from '../http/http-sender';
import { ErrorDelivery } from './error-delivery';
import { OVERHEAD_BYTES, serializedEnvelope } from './serialized-envelope';
import type { SerializedEnvelope } from './serialized-envelope';
import { RateLimits } from './rate-limits';

const ok: Reply = { status: 200, headers: {}, body: Buffer.alloc(0) };
const dead: Reply = { failure: 'network', reason: 'connect ECONNREFUSED' };
const status = (code: number, headers: Record<string, string> = {}): Reply => ({
  ...ok,
  status: code,
  headers,
});

/** Sentry as the sender sees it: it answers when the test says so. */
class FakeSender {
  readonly posted: string[] = [];
  readonly open: ((reply: Reply) => void)[] = [];
  cuts = 0;
  dropped = 0;
  /** Answers each post by itself. */
  reply: Reply | undefined;

  post(body: Uint8Array, _headers: object, { onSent }: PostOptions): Promise<Reply> {
    this.posted.push(Buffer.from(body).toString());
    onSent?.();
    const { reply } = this;
    if (reply) return Promise.resolve(reply);
    return new Promise((resolve) => this.open.push(resolve));
  }

  dropIdle(): void {
    this.dropped += 1;
  }

  cut(): void {
    this.cuts += 1;
    this.open.splice(0).forEach((resolve) => resolve(dead));
  }
}

/** Limits as the SDK keeps them, without its headers' grammar. */
const core = {
  isRateLimited: (limits: Record<string, number>, category: string): boolean =>
    (limits[category] ?? 0) > Date.now(),
  updateRateLimits: (): Record<string, number> => ({ error: Date.now() + 60_000 }),
};

const manyNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `e${i}`);

/** @param room for so many envelopes of two bytes */
function start(room = 10) {
  const sender = new FakeSender();
  const drops = new DropReporter('Error events');
  const received = { dropped: {} as Record<string, number>, warnings: [] as string[] };
  drops.listen({
    dropped: (count, reason) =>
      void (received.dropped[reason] = (received.dropped[reason] ?? 0) + count),
    warn: (message) => void received.warnings.push(message),
  });
  const maxBytes = room * (OVERHEAD_BYTES + 2);
  const limits = new RateLimits(core);
  const profiles: Record<string, number> = {};
  const profileDrops = {
    leftOut: (count: number, reason: string) =>
      void (profiles[reason] = (profiles[reason] ?? 0) + count),
  };
  const outside = new DetachedContext();
  const delivery = new ErrorDelivery({ maxBytes, sender, limits, drops, profileDrops, outside });
  const take = (...names: string[]): void => names.forEach((name) => delivery.take(event(name)));
  return { delivery, sender, received, profiles, take };
}

function event(name: string): SerializedEnvelope {
  return serializedEnvelope(Buffer.from(name), ['error']);
}

describe('the delivery of error events', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends as many at a time as the pool has connections, and the next when one is answered', async () => {
    const { sender, take, delivery } = start(100);

    take(...manyNames(80));
    const atOnce = sender.posted.length;
    sender.open[0]?.(ok);
    await jest.advanceTimersByTimeAsync(0);

    expect([atOnce, sender.posted.length]).toEqual([MAX_CONNECTIONS, MAX_CONNECTIONS + 1]);
    expect([delivery.delivered, delivery.waiting]).toEqual([1, 79]);
  });

  it('ramps up by one with each response after Sentry has recovered', async () => {
    const { sender, take } = start(100);
    sender.reply = dead;
    take(...manyNames(80));
    await jest.advanceTimersByTimeAsync(1000);

    sender.reply = undefined;
    await jest.advanceTimersByTimeAsync(5001);
    const atOnce: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const answers = sender.open.splice(0);
      atOnce.push(answers.length);
      answers.forEach((answer) => answer(ok));
      await jest.advanceTimersByTimeAsync(0);
    }

    expect(atOnce).toEqual([1, 2, 4, 8]);
  });

  it('tries one at a time while Sentry fails, with pauses that grow to five seconds, and keeps the rest', async () => {
    const { sender, take, received } = start();
    sender.reply = dead;

    take('a', 'b');
    await jest.advanceTimersByTimeAsync(0);
    const atOnce = sender.posted.length;
    await jest.advanceTimersByTimeAsync(60_000);
    const inAMinute = sender.posted.length - atOnce;

    expect(atOnce).toBe(2);
    expect(inAMinute).toBeGreaterThanOrEqual(12);
    expect(inAMinute).toBeLessThanOrEqual(22);
    expect(received).toEqual({ dropped: {}, warnings: [] });
    expect(sender.dropped).toBe(sender.posted.length);
  });

  it('delivers what has waited as soon as Sentry has recovered', async () => {
    const { sender, take, delivery, received } = start();
    sender.reply = dead;
    take('a', 'b', 'c', 'd', 'e', 'f');
    await jest.advanceTimersByTimeAsync(120_000);

    sender.reply = ok;
    await jest.advanceTimersByTimeAsync(5001);

    expect([delivery.delivered, delivery.waiting, received.dropped]).toEqual([6, 0, {}]);
  });

  it('drops what the queue cannot hold, and counts it', async () => {
    const { sender, take, received } = start(3);
    sender.reply = dead;
    take('warm');
    await jest.advanceTimersByTimeAsync(0);

    take('a', 'b', 'x'.repeat(900), 'c', 'd');
    await jest.advanceTimersByTimeAsync(0);

    expect(received).toEqual({
      dropped: { queue_full: 3 },
      warnings: ['Error events are being dropped: Sentry does not respond and the queue is full.'],
    });
  });

  it('says that Sentry is slow when it responds but the queue is full', () => {
    const { take, received } = start(3);

    take('a', 'b', 'c', 'd');

    expect(received).toEqual({
      dropped: { queue_full: 1 },
      warnings: [
        'Error events are being dropped: they arrive faster than Sentry accepts them and the queue is full.',
      ],
    });
  });

  it('calls too large what would not even fit into the empty queue', () => {
    const { take, received } = start(1);

    take('x'.repeat(1000));

    expect(received.dropped).toEqual({ too_large: 1 });
  });

  it('sends nothing more after the first 429 than what is in flight', async () => {
    const { sender, take, received } = start(300);
    take(...manyNames(200));

    sender.open[0]?.(status(429, { 'retry-after': '60' }));
    await jest.advanceTimersByTimeAsync(0);
    take('later');

    expect(sender.posted).toHaveLength(MAX_CONNECTIONS);
    expect(received.dropped).toEqual({ rate_limited: 200 - MAX_CONNECTIONS + 2 });
  });

  it('sends nothing while Sentry is rate limiting, and counts what comes meanwhile', async () => {
    const { sender, take, received, delivery } = start();
    sender.reply = status(429, { 'retry-after': '60' });

    take('a');
    await jest.advanceTimersByTimeAsync(0);
    take('b', 'c');
    sender.reply = ok;
    await jest.advanceTimersByTimeAsync(60_001);
    take('d');
    await jest.advanceTimersByTimeAsync(0);

    expect(sender.posted).toEqual(['a', 'd']);
    expect([received.dropped, delivery.delivered]).toEqual([{ rate_limited: 3 }, 1]);
  });

  it.each([
    [400, 'rejected'],
    [403, 'rejected'],
    [413, 'too_large'],
  ])('does not send again what is answered with %d', async (code, reason) => {
    const { sender, take, received } = start();
    sender.reply = status(code);

    take('a');
    await jest.advanceTimersByTimeAsync(60_000);

    expect(sender.posted).toEqual(['a']);
    expect(received.dropped).toEqual({ [reason]: 1 });
  });

  it('drops an event that is answered with 5xx time and again, and delivers the others', async () => {
    const { sender, take, received, delivery } = start();
    jest
      .spyOn(sender, 'post')
      .mockImplementation((body) =>
        Promise.resolve(Buffer.from(body).toString() === 'bad' ? status(500) : ok),
      );

    take('bad', 'a', 'b');
    await jest.advanceTimersByTimeAsync(60_000);

    expect([delivery.delivered, delivery.waiting, received.dropped]).toEqual([
      2,
      0,
      { rejected: 1 },
    ]);
  });

  it('is flushed when nothing is left, without waiting for pauses', async () => {
    const { sender, take, delivery } = start();
    sender.reply = dead;
    take('a');
    await jest.advanceTimersByTimeAsync(60_000);

    const flushed = delivery.flush(2000);
    sender.reply = ok;
    await jest.advanceTimersByTimeAsync(300);

    expect(await flushed).toBe(true);
  });

  it('ends a flush at its limit, and goes on with what is left', async () => {
    const { sender, take, delivery } = start();
    sender.reply = dead;
    take('a');

    const flushed = delivery.flush(2000);
    await jest.advanceTimersByTimeAsync(2000);
    const isDone = await flushed;
    sender.reply = ok;
    await jest.advanceTimersByTimeAsync(5000);

    expect([isDone, delivery.delivered]).toEqual([false, 1]);
  });

  it('counts what is left when the app ends, once each, and takes later ones all the same', async () => {
    const { sender, take, delivery, received } = start();
    take('a', 'b', 'c', 'd', 'e');

    delivery.abandon();
    await jest.advanceTimersByTimeAsync(0);
    sender.reply = ok;
    take('f');
    await jest.advanceTimersByTimeAsync(0);

    expect(received).toEqual({
      dropped: { shutdown: 5 },
      warnings: ['Error events are being dropped: the app ended before the last 5 were sent.'],
    });
    expect([delivery.delivered, delivery.waiting, sender.cuts]).toEqual([1, 0, 1]);
  });

  it('says that Sentry cannot be reached when the app ends meanwhile', async () => {
    const { sender, take, delivery, received } = start();
    sender.reply = dead;
    take('a', 'b');
    await jest.advanceTimersByTimeAsync(0);

    delivery.abandon();

    expect(received).toEqual({
      dropped: { network_error: 2 },
      warnings: [
        'Error events are being dropped: the app ended before the last 2 were sent, and Sentry cannot be reached.',
      ],
    });
  });

  it('knows what has not left the process', () => {
    const { take, delivery } = start(100);

    take(...manyNames(MAX_CONNECTIONS), 'last', 'very last');

    // The others are with the system already.
    expect(delivery.unsent().map(({ body }) => body.toString())).toEqual(['last', 'very last']);
  });

  it('counts events only, not what else Sentry gets', async () => {
    const { sender, delivery, received } = start(1);
    sender.reply = ok;

    delivery.take(serializedEnvelope(Buffer.from('s'), ['session']));
    delivery.take(serializedEnvelope(Buffer.from('t'), ['session']));
    await jest.advanceTimersByTimeAsync(0);

    expect([delivery.delivered, received.dropped]).toEqual([0, {}]);
  });

  it('lets one minute of a profile wait, so that events find room, and counts the others', async () => {
    const { sender, delivery, received, profiles, take } = start();
    sender.reply = dead;

    delivery.take(serializedEnvelope(Buffer.from('p1'), ['profile']));
    delivery.take(serializedEnvelope(Buffer.from('p2'), ['profile']));
    take('a');
    await jest.advanceTimersByTimeAsync(0);

    expect([profiles, received.dropped, delivery.waiting]).toEqual([{ queue_full: 1 }, {}, 1]);
  });

  it('counts the profile that is left when the app ends', () => {
    const { delivery, received, profiles } = start();

    delivery.take(serializedEnvelope(Buffer.from('p1'), ['profile']));
    delivery.abandon();

    expect([profiles, received]).toEqual([{ shutdown: 1 }, { dropped: {}, warnings: [] }]);
  });
});
