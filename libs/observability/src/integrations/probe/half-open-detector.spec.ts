import type { ServerConnection } from './checked-connection';
import { HalfOpenDetector } from './half-open-detector';
import { SerialQueue } from './serial-queue';

class FakeConnection implements ServerConnection {
  open = true;
  bytes: number | undefined = 10;
  dead: boolean | Error = true;
  attempts = 0;
  cuts = 0;
  private settle = (): void => undefined;

  isOpen(): boolean {
    return this.open;
  }

  bytesRead(): number | undefined {
    return this.bytes;
  }

  async isDead(): Promise<boolean> {
    this.attempts += 1;
    await new Promise<void>((resolve) => {
      this.settle = resolve;
    });
    if (this.dead instanceof Error) throw this.dead;
    return this.dead;
  }

  cut(): void {
    this.cuts += 1;
  }

  /** The new connection is answered, or fails. */
  answer(): void {
    this.settle();
  }
}

const alwaysPending = (): boolean => true;

/** Runs the callbacks of settled promises. */
async function flushPromises(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
}

async function detectWith(
  connection: FakeConnection,
  meanwhile: () => void = () => undefined,
  isPending = alwaysPending,
): Promise<void> {
  const detector = new HalfOpenDetector(connection, { limitMs: 100, queue: new SerialQueue() });
  detector.requestStarted();
  const finished = detector.detect(isPending);
  await flushPromises();
  meanwhile();
  connection.answer();
  await finished;
}

describe('the look for a half-open connection', () => {
  it('cuts a connection when a new one is answered and the request is still pending', async () => {
    const connection = new FakeConnection();

    await detectWith(connection);

    expect(connection).toMatchObject({ attempts: 1, cuts: 1 });
  });

  it.each<[string, (connection: FakeConnection) => void]>([
    [
      'the new one fails too',
      (connection) => {
        connection.dead = new Error('ECONNREFUSED');
      },
    ],
    [
      'the server knows it as alive',
      (connection) => {
        connection.dead = false;
      },
    ],
    [
      'something has come through it meanwhile',
      (connection) => {
        connection.bytes = 11;
      },
    ],
    [
      'the client has given it up meanwhile',
      (connection) => {
        connection.open = false;
      },
    ],
  ])('leaves the connection alone when %s', async (_reason, meanwhile) => {
    const connection = new FakeConnection();

    await detectWith(connection, () => meanwhile(connection));

    expect(connection).toMatchObject({ attempts: 1, cuts: 0 });
  });

  it('leaves the connection alone when the request was answered meanwhile', async () => {
    const connection = new FakeConnection();
    let isPending = true;
    const answer = (): void => {
      isPending = false;
    };

    await detectWith(connection, answer, () => isPending);

    expect(connection).toMatchObject({ attempts: 1, cuts: 0 });
  });

  it('opens none when the client is at work on a connection already', async () => {
    const connection = new FakeConnection();
    connection.open = false;

    await detectWith(connection);

    expect(connection.attempts).toBe(0);
  });

  it('opens one new connection at a time', async () => {
    const connection = new FakeConnection();
    const detector = new HalfOpenDetector(connection, { limitMs: 100, queue: new SerialQueue() });
    detector.requestStarted();

    const attempts = Array.from({ length: 500 }, () => detector.detect(alwaysPending));
    await flushPromises();
    connection.answer();
    await Promise.all(attempts);

    expect(connection).toMatchObject({ attempts: 1, cuts: 1 });
  });

  it('leaves a server alone for five seconds after a new connection that failed too', async () => {
    const connection = new FakeConnection();
    connection.dead = new Error('no answer');
    let now = 0;
    const detector = new HalfOpenDetector(
      connection,
      { limitMs: 100, queue: new SerialQueue() },
      () => now,
    );
    const attemptAt = async (time: number): Promise<number> => {
      now = time;
      const finished = detector.detect(alwaysPending);
      await flushPromises();
      connection.answer();
      await finished;
      return connection.attempts;
    };

    expect([await attemptAt(0), await attemptAt(4999), await attemptAt(5000)]).toEqual([1, 1, 2]);
  });

  it('waits for its turn among the clients of one server, and opens none when it needs none by then', async () => {
    const shared = new SerialQueue();
    const connections = [new FakeConnection(), new FakeConnection(), new FakeConnection()] as const;
    const attempts = connections.map((connection) =>
      new HalfOpenDetector(connection, { limitMs: 100, queue: shared }).detect(alwaysPending),
    );
    const counts = (): number[] => connections.map(({ attempts: count }) => count);
    await flushPromises();

    const atFirst = counts();
    connections[2].open = false;
    connections[0].answer();
    await attempts[0];
    await flushPromises();
    connections[1].answer();
    await Promise.all(attempts);

    expect([atFirst, counts()]).toEqual([
      [1, 0, 0],
      [1, 1, 0],
    ]);
  });
});
