import { SingleQuestion } from './single-question';

/** A client whose answers the test gives. */
class SlowClient {
  readonly answers: ((value: string) => void)[] = [];
  readonly failures: ((error: Error) => void)[] = [];
  readonly signals: AbortSignal[] = [];

  readonly put = (signal: AbortSignal): Promise<string> => {
    this.signals.push(signal);
    return new Promise((resolve, reject) => {
      this.answers.push(resolve);
      this.failures.push(reject);
    });
  };
}

/** Lets what is settled be heard. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a single question', () => {
  it('is put once, however many ask', async () => {
    const client = new SlowClient();
    const question = new SingleQuestion(client.put);

    const asked = Array.from({ length: 500 }, () => question.ask());
    await turns();
    client.answers[0]?.('PONG');

    expect(new Set(await Promise.all(asked))).toEqual(new Set(['PONG']));
    expect(client.answers).toHaveLength(1);
  });

  it('is put again once it was answered', async () => {
    const client = new SlowClient();
    const question = new SingleQuestion(client.put);

    const first = question.ask();
    await turns();
    client.answers[0]?.('PONG');
    await first;
    void question.ask();
    await turns();

    expect(client.answers).toHaveLength(2);
  });

  it('is put again once it has failed, or was put by a function that throws', async () => {
    let calls = 0;
    const question = new SingleQuestion<string>(() => {
      calls += 1;
      throw new Error(`no ${calls}`);
    });

    await expect(question.ask()).rejects.toThrow('no 1');
    await expect(question.ask()).rejects.toThrow('no 2');
  });

  it('tells who asks the client that its time is over', async () => {
    const client = new SlowClient();
    const question = new SingleQuestion(client.put);

    void question.ask();
    await turns();
    question.timeIsOver(new Error('late'));

    expect(client.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('is put a second time after 30 seconds, and never a third while both wait', async () => {
    const client = new SlowClient();
    const question = new SingleQuestion(client.put);
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);

    for (const passedMs of [0, 30_000, 30_001, 60_002, 90_003]) {
      now.mockReturnValue(passedMs);
      void question.ask();
      await turns();
    }

    expect(client.answers).toHaveLength(2);
  });

  it('hears a rejection that comes when nobody waits any more', async () => {
    const client = new SlowClient();
    const question = new SingleQuestion(client.put);
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);
    const first = question.ask().catch(() => 'heard');
    await turns();
    now.mockReturnValue(30_001);
    const second = question.ask();
    await turns();

    client.failures[0]?.(new Error('late'));
    client.answers[1]?.('PONG');

    expect([await first, await second]).toEqual(['heard', 'PONG']);
    expect(question.isWaiting).toBe(false);
  });
});
