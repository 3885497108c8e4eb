import { watchProcess } from './process-watch';

const EVENTS = [
  'uncaughtExceptionMonitor',
  'unhandledRejection',
  'newListener',
  'removeListener',
  'exit',
] as const;

/** A listener that the app has itself. */
const ofApp = (): void => undefined;

type Told = [error: unknown, origin: string];

function listenersNow(): number[] {
  return EVENTS.map((event) => process.listenerCount(event));
}

/** As Node does it with an error that nobody caught. */
function crash(error: unknown): void {
  const { emit }: NodeJS.EventEmitter = process;
  emit.call(process, 'uncaughtExceptionMonitor', error, 'uncaughtException');
}

describe('the watch over the process', () => {
  const before = listenersNow();

  it('tells of an error that nobody caught', () => {
    const told: Told[] = [];
    const stop = watchProcess((...error) => told.push(error));

    crash('boom');
    stop();
    crash('nobody listens');

    expect(told).toEqual([['boom', 'uncaughtException']]);
    expect(listenersNow()).toEqual(before);
  });

  it('tells the newest of several apps, and the one before when that has ended', () => {
    const told: string[] = [];
    const stopFirst = watchProcess((error) => told.push(`first ${String(error)}`));
    const stopSecond = watchProcess((error) => told.push(`second ${String(error)}`));

    crash('a');
    stopSecond();
    crash('b');
    stopFirst();

    expect(told).toEqual(['second a', 'first b']);
  });

  it('listens to rejections only beside the app', () => {
    const told: Told[] = [];
    const stop = watchProcess((...error) => told.push(error));

    const alone = process.listenerCount('unhandledRejection');
    process.on('unhandledRejection', ofApp);
    process.emit('unhandledRejection', 'lost', Promise.resolve());
    const beside = process.listenerCount('unhandledRejection');
    process.off('unhandledRejection', ofApp);
    const aloneAgain = process.listenerCount('unhandledRejection');
    stop();

    expect([alone, beside, aloneAgain]).toEqual([0, 2, 0]);
    expect(listenersNow()).toEqual(before);
    expect(told).toEqual([['lost', 'unhandledRejection']]);
  });

  it('finds a listener that was there before it', () => {
    const told: unknown[] = [];
    process.on('unhandledRejection', ofApp);

    const stop = watchProcess((error) => told.push(error));
    process.emit('unhandledRejection', 'lost', Promise.resolve());
    process.off('unhandledRejection', ofApp);
    stop();

    expect(told).toEqual(['lost']);
  });

  it('tells a rejection once that the listener of the app throws again', () => {
    const told: unknown[] = [];
    const stop = watchProcess((error) => told.push(error));
    const reason = new Error('lost');
    process.on('unhandledRejection', ofApp);

    process.emit('unhandledRejection', reason, Promise.resolve());
    crash(reason);
    process.off('unhandledRejection', ofApp);
    stop();

    expect(told).toEqual([reason]);
  });

  it('keeps an error of the listener to itself: it would change the exit code', () => {
    const stop = watchProcess(() => {
      throw new Error('no');
    });

    expect(() => crash('boom')).not.toThrow();
    stop();
  });

  it('leaves nothing behind in twenty rounds, and can be stopped twice', () => {
    for (let round = 0; round < 20; round += 1) {
      const stop = watchProcess(() => undefined);
      stop();
      stop();
    }

    expect(listenersNow()).toEqual(before);
  });
});
