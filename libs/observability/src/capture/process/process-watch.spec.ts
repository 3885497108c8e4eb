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

type Reported = [error: unknown, origin: string];

function listenersNow(): number[] {
  return EVENTS.map((event) => process.listenerCount(event));
}

/** As Node does it with an uncaught error. */
function crash(error: unknown): void {
  const { emit }: NodeJS.EventEmitter = process;
  emit.call(process, 'uncaughtExceptionMonitor', error, 'uncaughtException');
}

describe('the watch over the process', () => {
  const before = listenersNow();

  it('reports an uncaught error', () => {
    const reported: Reported[] = [];
    const stop = watchProcess((...error) => reported.push(error));

    crash('boom');
    stop();
    crash('no listener');

    expect(reported).toEqual([['boom', 'uncaughtException']]);
    expect(listenersNow()).toEqual(before);
  });

  it('notifies the newest of several apps, and the one before when that has ended', () => {
    const reported: string[] = [];
    const stopFirst = watchProcess((error) => reported.push(`first ${String(error)}`));
    const stopSecond = watchProcess((error) => reported.push(`second ${String(error)}`));

    crash('a');
    stopSecond();
    crash('b');
    stopFirst();

    expect(reported).toEqual(['second a', 'first b']);
  });

  it('listens to rejections only beside the app', () => {
    const reported: Reported[] = [];
    const stop = watchProcess((...error) => reported.push(error));

    const alone = process.listenerCount('unhandledRejection');
    process.on('unhandledRejection', ofApp);
    process.emit('unhandledRejection', 'gone', Promise.resolve());
    const beside = process.listenerCount('unhandledRejection');
    process.off('unhandledRejection', ofApp);
    const aloneAgain = process.listenerCount('unhandledRejection');
    stop();

    expect([alone, beside, aloneAgain]).toEqual([0, 2, 0]);
    expect(listenersNow()).toEqual(before);
    expect(reported).toEqual([['gone', 'unhandledRejection']]);
  });

  it('finds a listener that was there before it', () => {
    const reported: unknown[] = [];
    process.on('unhandledRejection', ofApp);

    const stop = watchProcess((error) => reported.push(error));
    process.emit('unhandledRejection', 'gone', Promise.resolve());
    process.off('unhandledRejection', ofApp);
    stop();

    expect(reported).toEqual(['gone']);
  });

  it('reports a rejection once that a listener of the app rethrows', () => {
    const reported: unknown[] = [];
    const stop = watchProcess((error) => reported.push(error));
    const reason = new Error('gone');
    process.on('unhandledRejection', ofApp);

    process.emit('unhandledRejection', reason, Promise.resolve());
    crash(reason);
    process.off('unhandledRejection', ofApp);
    stop();

    expect(reported).toEqual([reason]);
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
