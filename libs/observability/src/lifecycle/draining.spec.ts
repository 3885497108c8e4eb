import { stopListening, untilIdle } from './draining';
import { ShutdownPhase } from './shutdown-phase';

/** Connections whose work is done after so many looks. */
class Emptying {
  closedIdle = 0;
  looks = 0;

  constructor(
    private readonly busyLooks: number,
    readonly hasConnections = true,
  ) {}

  get isBusy(): boolean {
    this.looks += 1;
    return this.looks <= this.busyLooks;
  }

  closeIdle(): void {
    this.closedIdle += 1;
  }
}

describe('the end of listening', () => {
  it('comes when the queue of connections is empty', async () => {
    let waiting = 3;
    let takenAtTheEnd = 0;
    const servers = {
      taken: 0,
      stopListening: (): void => void (takenAtTheEnd = servers.taken),
    };
    const take = (): void => {
      servers.taken += 1;
      waiting -= 1;
      if (waiting > 0) setImmediate(take);
    };
    setImmediate(take);

    await stopListening(servers);

    expect(takenAtTheEnd).toBe(3);
  });
});

describe('the wait for silence', () => {
  it('is none without connections', async () => {
    const servers = new Emptying(0, false);
    const grace = new ShutdownPhase(60_000);

    await untilIdle(servers, grace);
    grace.finish();

    expect(servers.looks).toBe(0);
  });

  it('lasts until no request is under way, and closes what falls idle meanwhile', async () => {
    const servers = new Emptying(2);
    const grace = new ShutdownPhase(60_000);

    await untilIdle(servers, grace);

    expect(grace.isDone).toBe(false);
    expect(servers).toMatchObject({ looks: 3, closedIdle: 3 });
    grace.finish();
  });

  it('lasts no longer than the grace', async () => {
    const servers = new Emptying(Infinity);
    const grace = new ShutdownPhase(200);

    await untilIdle(servers, grace);

    expect(grace.isDone).toBe(true);
  });
});
