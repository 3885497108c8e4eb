import type { Link } from './asked-connection';
import { SilentLoss } from './silent-loss';
import { Turns } from './turns';

class FakeLink implements Link {
  held = true;
  bytes: number | undefined = 10;
  lost: boolean | Error = true;
  looks = 0;
  cuts = 0;
  private answer = (): void => undefined;

  isHeld(): boolean {
    return this.held;
  }

  bytesRead(): number | undefined {
    return this.bytes;
  }

  async isLost(): Promise<boolean> {
    this.looks += 1;
    await new Promise<void>((resolve) => {
      this.answer = resolve;
    });
    if (this.lost instanceof Error) throw this.lost;
    return this.lost;
  }

  cut(): void {
    this.cuts += 1;
  }

  /** The new connection is answered, or fails. */
  answered(): void {
    this.answer();
  }
}

const unanswered = (): boolean => true;

/** Lets what is settled be heard. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
}

async function lookWith(
  link: FakeLink,
  meanwhile: () => void = () => undefined,
  isUnanswered = unanswered,
): Promise<void> {
  const loss = new SilentLoss(link, { limitMs: 100, turns: new Turns() });
  loss.questionBegins();
  const looked = loss.look(isUnanswered);
  await turns();
  meanwhile();
  link.answered();
  await looked;
}

describe('the look for a silent loss', () => {
  it('cuts a connection when a new one is answered and the question still waits', async () => {
    const link = new FakeLink();

    await lookWith(link);

    expect(link).toMatchObject({ looks: 1, cuts: 1 });
  });

  it.each<[string, (link: FakeLink) => void]>([
    [
      'the new one fails too',
      (link) => {
        link.lost = new Error('ECONNREFUSED');
      },
    ],
    [
      'the server knows it as alive',
      (link) => {
        link.lost = false;
      },
    ],
    [
      'something has come through it meanwhile',
      (link) => {
        link.bytes = 11;
      },
    ],
    [
      'the client has given it up meanwhile',
      (link) => {
        link.held = false;
      },
    ],
  ])('leaves the connection alone when %s', async (_reason, meanwhile) => {
    const link = new FakeLink();

    await lookWith(link, () => meanwhile(link));

    expect(link).toMatchObject({ looks: 1, cuts: 0 });
  });

  it('leaves the connection alone when the question was answered meanwhile', async () => {
    const link = new FakeLink();
    let isUnanswered = true;
    const answered = (): void => {
      isUnanswered = false;
    };

    await lookWith(link, answered, () => isUnanswered);

    expect(link).toMatchObject({ looks: 1, cuts: 0 });
  });

  it('opens none when the client is at work on a connection already', async () => {
    const link = new FakeLink();
    link.held = false;

    await lookWith(link);

    expect(link.looks).toBe(0);
  });

  it('opens one new connection at a time', async () => {
    const link = new FakeLink();
    const loss = new SilentLoss(link, { limitMs: 100, turns: new Turns() });
    loss.questionBegins();

    const looks = Array.from({ length: 500 }, () => loss.look(unanswered));
    await turns();
    link.answered();
    await Promise.all(looks);

    expect(link).toMatchObject({ looks: 1, cuts: 1 });
  });

  it('leaves a server alone for five seconds after a new connection that failed too', async () => {
    const link = new FakeLink();
    link.lost = new Error('no answer');
    let now = 0;
    const loss = new SilentLoss(link, { limitMs: 100, turns: new Turns() }, () => now);
    const lookAt = async (time: number): Promise<number> => {
      now = time;
      const looked = loss.look(unanswered);
      await turns();
      link.answered();
      await looked;
      return link.looks;
    };

    expect([await lookAt(0), await lookAt(4999), await lookAt(5000)]).toEqual([1, 1, 2]);
  });

  it('waits for its turn among the clients of one server, and opens none when it needs none by then', async () => {
    const shared = new Turns();
    const links = [new FakeLink(), new FakeLink(), new FakeLink()] as const;
    const looks = links.map((link) =>
      new SilentLoss(link, { limitMs: 100, turns: shared }).look(unanswered),
    );
    const counts = (): number[] => links.map(({ looks: count }) => count);
    await turns();

    const atFirst = counts();
    links[2].held = false;
    links[0].answered();
    await looks[0];
    await turns();
    links[1].answered();
    await Promise.all(looks);

    expect([atFirst, counts()]).toEqual([
      [1, 0, 0],
      [1, 1, 0],
    ]);
  });
});
