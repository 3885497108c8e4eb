import { SingleFlight } from './single-flight';

/** A client that answers when the test says so. */
class SlowClient {
  readonly answers: ((value: string) => void)[] = [];
  readonly failures: ((error: Error) => void)[] = [];
  readonly signals: AbortSignal[] = [];

  readonly send = (signal: AbortSignal): Promise<string> => {
    this.signals.push(signal);
    return new Promise((resolve, reject) => {
      this.answers.push(resolve);
      this.failures.push(reject);
    });
  };
}

/** Runs the callbacks of settled promises. */
async function flushPromises(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a single flight', () => {
  it('sends one request, however many callers there are', async () => {
    const client = new SlowClient();
    const flight = new SingleFlight(client.send);

    const results = Array.from({ length: 500 }, () => flight.run());
    await flushPromises();
    client.answers[0]?.('PONG');

    expect(new Set(await Promise.all(results))).toEqual(new Set(['PONG']));
    expect(client.answers).toHaveLength(1);
  });

  it('sends another request after an answer', async () => {
    const client = new SlowClient();
    const flight = new SingleFlight(client.send);

    const first = flight.run();
    await flushPromises();
    client.answers[0]?.('PONG');
    await first;
    void flight.run();
    await flushPromises();

    expect(client.answers).toHaveLength(2);
  });

  it('sends another request after a failure, or after a function that throws', async () => {
    let calls = 0;
    const flight = new SingleFlight<string>(() => {
      calls += 1;
      throw new Error(`no ${calls}`);
    });

    await expect(flight.run()).rejects.toThrow('no 1');
    await expect(flight.run()).rejects.toThrow('no 2');
  });

  it('aborts the signal of the pending request', async () => {
    const client = new SlowClient();
    const flight = new SingleFlight(client.send);

    void flight.run();
    await flushPromises();
    flight.abort(new Error('late'));

    expect(client.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('sends a second request after 30 seconds, and no third while both are pending', async () => {
    const client = new SlowClient();
    const flight = new SingleFlight(client.send);
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);

    for (const passedMs of [0, 30_000, 30_001, 60_002, 90_003]) {
      now.mockReturnValue(passedMs);
      void flight.run();
      await flushPromises();
    }

    expect(client.answers).toHaveLength(2);
  });

  it('handles a late rejection that no caller waits for', async () => {
    const client = new SlowClient();
    const flight = new SingleFlight(client.send);
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);
    const first = flight.run().catch(() => 'failed');
    await flushPromises();
    now.mockReturnValue(30_001);
    const second = flight.run();
    await flushPromises();

    client.failures[0]?.(new Error('late'));
    client.answers[1]?.('PONG');

    expect([await first, await second]).toEqual(['failed', 'PONG']);
    expect(flight.isPending).toBe(false);
  });
});
