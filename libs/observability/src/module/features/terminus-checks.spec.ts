import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { HealthCheckService as TerminusService, TerminusModule } from '@nestjs/terminus';
import { ErrorsSignal } from '../../signals/errors/testing/errors-signal';
import { RequestObservation, runInContext } from '../../core';
import { watchTerminusChecks } from './terminus-checks';

/** A class of the app that has the name of Terminus' and nothing else of it. */
@Injectable()
class HealthCheckService {
  static readonly answer = { ok: true };

  check(): object {
    return HealthCheckService.answer;
  }
}

/** A provider whose getter opens a connection. */
@Injectable()
class Lazy {
  reads = 0;

  get check(): () => void {
    this.reads += 1;
    return () => undefined;
  }
}

@Injectable()
class OwnService extends TerminusService {}

const opened: TestingModule[] = [];

async function open(...providers: (new (...args: never[]) => unknown)[]): Promise<TestingModule> {
  const module = Test.createTestingModule({
    imports: [TerminusModule.forRoot({ logger: false })],
    providers,
  });
  const container = await module.compile();
  opened.push(container);
  return container;
}

function watch(container: TestingModule): () => void {
  return watchTerminusChecks(container.get(ModulesContainer));
}

/** What the request says when its check of health has run, and 503 was answered. */
async function checkedBy(service: TerminusService, isUp: boolean): Promise<unknown> {
  const request = new ErrorsSignal().request(503, '/status');
  const check = (): Promise<unknown> =>
    service.check([() => ({ tea: { status: isUp ? 'up' : 'down' } })]);
  await runInContext(request.context, check).catch(() => undefined);
  return request instanceof RequestObservation ? request.failedHealthCheck : undefined;
}

/** Puts another library's wrapper around the method. */
function wrapAsOthersDo(service: TerminusService): unknown {
  const { check } = service;
  const theirs = (indicators: []): unknown => check.call(service, indicators);
  return Object.assign(service, { check: theirs }).check;
}

function refuse(): never {
  throw new TypeError('no list');
}

function inRequest<T>(run: () => T): T {
  return runInContext(new ErrorsSignal().request(503, '/status').context, run);
}

describe('checks of Terminus', () => {
  afterEach(() => Promise.all(opened.splice(0).map((container) => container.close())));

  it.each([
    [true, { status: 'unavailable', failing: [] }],
    [false, { status: 'error', failing: ['tea'] }],
  ])('are noted of their request; all are up: %s', async (isUp, noted) => {
    const container = await open();
    watch(container);

    expect(await checkedBy(container.get(TerminusService), isUp)).toEqual(noted);
  });

  it('are noted of a class that extends its service', async () => {
    const container = await open();
    const own = Object.setPrototypeOf(container.get(TerminusService), OwnService.prototype);
    watch(container);

    expect(await checkedBy(own as TerminusService, false)).toMatchObject({ failing: ['tea'] });
  });

  it('return and throw what they did', async () => {
    const container = await open();
    watch(container);
    const service = container.get(TerminusService);

    await expect(service.check([])).resolves.toMatchObject({ status: 'ok' });
    await expect(service.check([() => ({ tea: { status: 'down' } })])).rejects.toMatchObject({
      status: 503,
    });
  });

  it("leave a class of the app with the service's name as it is", async () => {
    const container = await open(HealthCheckService);
    const own = container.get(HealthCheckService);
    watch(container);

    expect(Object.hasOwn(own, 'check')).toBe(false);
    expect(own.check()).toBe(HealthCheckService.answer);
  });

  it('are looked for without reading properties of other providers', async () => {
    const container = await open(Lazy);

    watch(container);

    expect(container.get(Lazy).reads).toBe(0);
  });

  it('are as they were when the app has ended', async () => {
    const container = await open();
    const service = container.get(TerminusService);
    const end = watch(container);

    end();

    expect(Object.hasOwn(service, 'check')).toBe(false);
    expect(await checkedBy(service, true)).toBeUndefined();
  });

  it('stay wrapped by another library that came later', async () => {
    const container = await open();
    const service = container.get(TerminusService);
    const end = watch(container);
    const theirs = wrapAsOthersDo(service);

    end();

    expect(service.check).toBe(theirs);
  });

  it('return the very result of the service', async () => {
    const container = await open();
    const service = container.get(TerminusService);
    const results = [{ ok: true }, Object.assign(Promise.resolve(), { cancel: () => undefined })];
    let next: unknown;
    Object.defineProperty(service, 'check', { value: () => next, configurable: true });
    watch(container);

    const returned = results.map((result) => {
      next = result;
      return inRequest((): unknown => service.check([]));
    });

    expect(returned.map((result, index) => result === results[index])).toEqual([true, true]);
  });

  it('throw at once where the service does', async () => {
    const container = await open();
    const service = container.get(TerminusService);
    Object.defineProperty(service, 'check', { value: refuse, configurable: true });
    watch(container);

    expect(() => inRequest(() => service.check([]))).toThrow('no list');
  });

  it('are noted until the last app that shares the service has ended', async () => {
    const container = await open();
    const service = container.get(TerminusService);
    const [first, second] = [watch(container), watch(container)];

    first();
    first();
    const between = await checkedBy(service, false);
    second();

    expect(between).toMatchObject({ failing: ['tea'] });
    expect(Object.hasOwn(service, 'check')).toBe(false);
  });

  it('are noted again by a later app where another library has wrapped them between', async () => {
    const container = await open();
    const service = container.get(TerminusService);
    const end = watch(container);
    wrapAsOthersDo(service);
    end();

    const ended = await checkedBy(service, false);
    watch(container);

    expect(ended).toBeUndefined();
    expect(await checkedBy(service, false)).toMatchObject({ failing: ['tea'] });
  });
});
