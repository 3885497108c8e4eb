import { AvailabilityService } from '../health';
import { HttpServers } from './http-servers';
import { ForcedExit } from './forced-exit';
import { Shutdown } from './shutdown';

const OPTIONS = { drainDelayMs: 5000, graceMs: 15_000, shutdownTimeoutMs: 8000 };
const emitter: NodeJS.EventEmitter = process;

describe('the end of an app', () => {
  let availability: AvailabilityService;
  let said: string[];
  let resort: ForcedExit;
  let shutdown: Shutdown;
  let isServing: boolean;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    availability = new AvailabilityService();
    availability.bootstrapped();
    said = [];
    isServing = true;
    const logger = {
      info: (text: string) => said.push(text),
      warn: (text: string) => said.push(text),
    };
    resort = new ForcedExit(8000, logger, () => Promise.resolve());
    jest.spyOn(resort, 'start');
    jest.spyOn(resort, 'exit').mockResolvedValue();
    shutdown = new Shutdown(OPTIONS, {
      availability,
      servers: new HttpServers(),
      routing: { isRouted: false },
      forcedExit: resort,
      logger,
      observationOf: () => undefined,
      takesMessages: () => isServing,
    });
    shutdown.listenTo(['SIGHUP', 'SIGQUIT']);
  });
  afterEach(() => {
    shutdown.stop();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('makes the app not ready in the moment of the signal, and says so once', () => {
    send('SIGHUP');

    expect(availability).toMatchObject({
      state: 'stopping',
      reason: 'Received SIGHUP',
    });
    expect(said).toEqual(['Received SIGHUP: readiness is failing; still serving for 5000 ms']);
  });

  it('delays every destroy hook until the drain has finished', async () => {
    send('SIGHUP');
    const [first, second] = [settled(shutdown.drain()), settled(shutdown.drain())];

    await jest.advanceTimersByTimeAsync(4900);
    expect([first.isSettled, second.isSettled]).toEqual([false, false]);
    expect(resort.start).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(200);
    await Promise.all([first.promise, second.promise]);

    expect(resort.start).toHaveBeenCalledWith('SIGHUP');
  });

  it('waits for nothing when the app is closed by hand', async () => {
    await shutdown.drain();

    expect(availability).toMatchObject({ state: 'stopping', reason: 'The app is closing' });
    expect(said).toEqual([]);
    expect(resort.start).not.toHaveBeenCalled();
  });

  it('does not wait when the app serves no requests', async () => {
    isServing = false;
    send('SIGHUP');

    await shutdown.drain();

    expect(said).toEqual(['Received SIGHUP: readiness is failing']);
    expect(resort.start).toHaveBeenCalledWith('SIGHUP');
  });

  it('is hastened by a further signal, whichever it is', async () => {
    send('SIGHUP');
    const drained = shutdown.drain();
    await jest.advanceTimersByTimeAsync(400);
    const from = performance.now();

    send('SIGQUIT');
    await drained;

    expect(performance.now() - from).toBe(0);
    expect(resort.exit).not.toHaveBeenCalled();
  });

  it('takes a signal that comes twice in a moment for one', async () => {
    send('SIGHUP');
    const drained = settled(shutdown.drain());

    await jest.advanceTimersByTimeAsync(50);
    send('SIGHUP');
    await jest.advanceTimersByTimeAsync(1000);

    expect(drained.isSettled).toBe(false);
  });

  it('ends at once when the hooks receive the signal again', async () => {
    isServing = false;
    send('SIGHUP');
    await shutdown.drain();
    await jest.advanceTimersByTimeAsync(400);

    send('SIGQUIT');

    expect(resort.exit).toHaveBeenCalledWith('SIGHUP', 'Received a second signal');
  });

  it('gives a start that hangs the time of the hooks', () => {
    const starting = new AvailabilityService();
    const booting = new Shutdown(OPTIONS, {
      availability: starting,
      servers: new HttpServers(),
      routing: { isRouted: false },
      forcedExit: resort,
      logger: { info: () => undefined, warn: () => undefined },
      observationOf: () => undefined,
      takesMessages: () => false,
    });
    booting.listenTo(['SIGPIPE']);

    send('SIGPIPE');
    booting.stop();

    expect(resort.start).toHaveBeenCalledWith('SIGPIPE');
  });
});

function send(signal: NodeJS.Signals): void {
  emitter.emit.call(process, signal, signal);
}

function settled(promise: Promise<void>): { promise: Promise<void>; isSettled: boolean } {
  const state = { promise, isSettled: false };
  void promise.then(() => (state.isSettled = true));
  return state;
}
