import { recordedLoggers } from '../testing/recorded-loggers';
import { LevelChanges } from './level-changes';
import { LevelSignal } from './level-signal';

const SIGNAL = 'SIGUSR2';
/** A listener of the app's own. */
const own = (): void => undefined;

function start() {
  const recorded = recordedLoggers();
  const changes = new LevelChanges(recorded.loggers);
  const signal = new LevelSignal(changes);
  const level = (): string => recorded.loggers.get('app').level;
  return { ...recorded, changes, signal, level };
}

describe('SIGUSR2', () => {
  it('switches debug lines on, and off again', () => {
    const { changes, signal, level, lines } = start();
    signal.start();

    process.emit(SIGNAL, SIGNAL);
    const first = level();
    process.emit(SIGNAL, SIGNAL);
    const second = level();

    signal.stop();
    changes.close();
    expect([first, second]).toEqual(['debug', 'info']);
    expect(lines).toMatchObject([
      { logger: 'security', extra: { name: 'root', to: 'debug', by: { signal: SIGNAL } } },
      { logger: 'security', extra: { name: 'root', to: 'info', by: { signal: SIGNAL } } },
    ]);
  });

  it('is left to an app that listens to it', () => {
    const { signal } = start();
    process.on(SIGNAL, own);

    signal.start();

    const listeners = process.listeners(SIGNAL);
    process.removeListener(SIGNAL, own);
    expect(listeners).toEqual([own]);
  });

  it('is taken from shutdown hooks, which listen to every signal', () => {
    const { signal } = start();
    process.on(SIGNAL, own);
    process.on('SIGTERM', own);

    signal.start();

    const [first, ...more] = process.listeners(SIGNAL);
    signal.stop();
    process.removeListener('SIGTERM', own);
    expect(first).not.toBe(own);
    expect(more).toEqual([]);
  });

  it('is taken also from hooks that are set up just after the start', () => {
    jest.useFakeTimers();
    const { signal } = start();
    signal.start();
    process.on(SIGNAL, own);
    process.on('SIGTERM', own);

    jest.advanceTimersByTime(1000);

    const listeners = process.listeners(SIGNAL);
    signal.stop();
    process.removeListener('SIGTERM', own);
    jest.useRealTimers();
    expect(listeners).toHaveLength(1);
    expect(listeners).not.toContain(own);
  });

  it('serves two applications of one process', () => {
    const [one, other] = [start(), start()];
    one.signal.start();
    other.signal.start();

    process.emit(SIGNAL, SIGNAL);

    for (const { signal, changes } of [one, other]) {
      signal.stop();
      changes.close();
    }
    expect([one.level(), other.level()]).toEqual(['debug', 'debug']);
  });

  it('leaves no listener behind', () => {
    const before = process.listenerCount(SIGNAL);
    const { signal } = start();

    signal.start();
    signal.stop();

    expect(process.listenerCount(SIGNAL)).toBe(before);
  });
});
