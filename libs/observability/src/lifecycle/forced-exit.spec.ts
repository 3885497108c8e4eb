import { ForcedExit } from './forced-exit';

describe('the last resort', () => {
  let said: string[];
  let done: string[];
  let resort: ForcedExit;

  beforeEach(() => {
    jest.useFakeTimers();
    [said, done] = [[], []];
    jest.spyOn(process, 'kill').mockImplementation((_pid, signal) => {
      done.push(`kill by ${signal}`);
      return true;
    });
    jest.spyOn(process, 'removeAllListeners').mockImplementation((signal) => {
      done.push(`listeners removed for ${String(signal)}`);
      return process;
    });
    const logger = { info: () => undefined, warn: (message: string) => said.push(message) };
    const deliver = (): Promise<void> => {
      done.push('deliver');
      return Promise.resolve();
    };
    resort = new ForcedExit(1000, logger, deliver);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('ends the process by the same signal when the time is up, with all delivered', async () => {
    resort.start('SIGTERM');
    resort.start('SIGTERM');
    await jest.advanceTimersByTimeAsync(1000);

    expect(said).toEqual([
      "The app's shutdown hooks did not finish within 1000 ms; SIGTERM ends the process",
    ]);
    expect(done).toEqual(['deliver', 'listeners removed for SIGTERM', 'kill by SIGTERM']);
  });

  it('exits with the code of the signal as process 1, which Linux keeps from its own signals', async () => {
    const { pid } = process;
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      done.push(`exit ${String(code)}`);
      return undefined as never;
    });
    Object.defineProperty(process, 'pid', { value: 1, configurable: true });

    await resort.exit('SIGTERM', 'Received a second signal');

    Object.defineProperty(process, 'pid', { value: pid, configurable: true });
    expect(exit).toHaveBeenCalledTimes(1);
    expect(done.at(-1)).toBe('exit 143');
  });

  it('does nothing when the hooks end in time', async () => {
    resort.start('SIGTERM');
    resort.stop();
    await jest.advanceTimersByTimeAsync(5000);

    expect([said, done]).toEqual([[], []]);
  });

  it('happens once, however often it is requested', async () => {
    resort.start('SIGINT');

    await Promise.all([
      resort.exit('SIGINT', 'Received a second signal'),
      resort.exit('SIGINT', 'Received a second signal'),
    ]);
    await jest.advanceTimersByTimeAsync(5000);

    expect(said).toEqual(['Received a second signal; SIGINT ends the process']);
    expect(done).toHaveLength(3);
  });
});
