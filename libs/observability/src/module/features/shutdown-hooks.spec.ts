import { Module, ShutdownSignal } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { Shutdown } from '../../lifecycle';
import { joinShutdownHooks } from './shutdown-hooks';

@Module({})
class App {}

describe('who asks Nest for shutdown hooks', () => {
  const apps: INestApplicationContext[] = [];

  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
  });

  it('has the end of its own app begin at these signals, and of no other', async () => {
    const [mine, other] = [await open(), await open()];

    expect(mine.app.enableShutdownHooks(['sighup', 'SIGQUIT'])).toBe(mine.app);

    expect(mine.signals).toEqual(['SIGHUP', 'SIGQUIT']);
    expect(other.signals).toEqual([]);
    expect(process.listenerCount('SIGHUP')).toBe(1);
  });

  it('means all signals that Nest ends by when it names none', async () => {
    const { app, signals } = await open();

    app.enableShutdownHooks();

    expect(signals).toEqual(Object.values(ShutdownSignal));
  });

  it('may have an app without the module', async () => {
    await open();
    const app = await NestFactory.createApplicationContext(App, { logger: false });
    apps.push(app);

    app.enableShutdownHooks(['SIGHUP']);

    expect(process.listenerCount('SIGHUP')).toBe(1);
  });

  async function open(): Promise<{ app: INestApplicationContext; signals: string[] }> {
    const app = await NestFactory.createApplicationContext(App, { logger: false });
    apps.push(app);
    const signals: string[] = [];
    const listenTo = (names: readonly NodeJS.Signals[]): void => void signals.push(...names);
    joinShutdownHooks(app.get(ModulesContainer), { listenTo } as Shutdown);
    return { app, signals };
  }
});
