import type { Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { Logs } from '../signals/logs';
import { StartLimit } from './start-limit';

const ADVICE =
  'Whatever it asks does not answer: give that client a time limit, and the orchestrator a startup probe.';

describe('a start that takes too long', () => {
  let said: string[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    said = [];
  });
  afterEach(() => jest.useRealTimers());

  it('is told once, with the provider that does not come', async () => {
    const never = { provide: 'DATABASE', useFactory: () => new Promise(() => undefined) };

    void compile(never);
    await turns();
    jest.advanceTimersByTime(29_999);
    const before = [...said];
    jest.advanceTimersByTime(60_000);

    expect(before).toEqual([]);
    expect(said).toEqual([`The app has not started within 30 s: it waits for DATABASE. ${ADVICE}`]);
  });

  it('is told of hooks when all providers are there', async () => {
    const container = await compile();
    container.get(StartLimit).enterHooks();

    jest.advanceTimersByTime(30_000);

    expect(said).toEqual([
      `The app has not started within 30 s: it waits for a hook of the app that does not end. ${ADVICE}`,
    ]);
  });

  it('is none where the app has started, or nobody started it', async () => {
    const started = await compile();
    started.get(StartLimit).enterHooks();
    started.get(StartLimit).end();
    await compile();

    jest.advanceTimersByTime(60_000);

    expect(said).toEqual([]);
  });

  function compile(...others: Provider[]) {
    const logger = { warn: (_record: object, text: string) => void said.push(text) };
    // What else there is of logging is not asked for.
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
