import type { Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { Logs } from '../../signals/logs';
import { StartLimit } from './start-limit';

const ADVICE =
  'A server that it connects to may not respond: set a timeout on the client, and a startup probe in the orchestrator.';

describe('a start that takes too long', () => {
  let said: string[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    said = [];
  });
  afterEach(() => jest.useRealTimers());

  it('is logged once, with the pending provider', async () => {
    const never = { provide: 'DATABASE', useFactory: () => new Promise(() => undefined) };

    void compile(never);
    await turns();
    jest.advanceTimersByTime(29_999);
    const before = [...said];
    jest.advanceTimersByTime(60_000);

    expect(before).toEqual([]);
    expect(said).toEqual([
      `The app has not started within 30 s: it is waiting for DATABASE. ${ADVICE}`,
    ]);
  });

  it('is logged for hooks when all providers are created', async () => {
    const container = await compile();
    container.get(StartLimit).enterHooks();

    jest.advanceTimersByTime(30_000);

    expect(said).toEqual([
      `The app has not started within 30 s: it is waiting for a hook of the app that does not finish. ${ADVICE}`,
    ]);
  });

  it('is none where the app has started, or was never started', async () => {
    const started = await compile();
    started.get(StartLimit).enterHooks();
    started.get(StartLimit).end();
    await compile();

    jest.advanceTimersByTime(60_000);

    expect(said).toEqual([]);
  });

  function compile(...others: Provider[]) {
    const logger = { warn: (_record: object, text: string) => void said.push(text) };
    // The other parts of logging are not used.
    const logs = { loggers: { get: () => logger } } as unknown as Logs;
    const limit = {
      provide: StartLimit,
      inject: [ModulesContainer],
      useFactory: (modules: ModulesContainer) => new StartLimit(logs, modules),
    };
    return Test.createTestingModule({ providers: [limit, ...others] }).compile();
  }
});

/** Nest's container takes a few turns of the event loop. */
async function turns(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
