import { accessBy } from './testing/access-by';
import type { IncomingMessage } from 'node:http';
import { resultOf } from '../health/testing/health-results';
import { aggregate, HealthHistory } from '../health';
import { FakeClock } from '../testing';
import type { Answer } from './endpoint';
import type { EndpointGuard } from './endpoints.options';
import { HealthPages } from './health-page';
import { Refusals } from './refusals';
import type { HealthPageSource } from './health-page';

const REPORT = aggregate([resultOf('database'), resultOf('cache', 'degraded')]);

function sourceOf(isDetailed: boolean): HealthPageSource {
  const path = '/health';
  return { path, probe: 'healthz', isDetailed, check: () => REPORT, evaluate: aggregate };
}

function start(
  guard: EndpointGuard,
  isDetailed = true,
  refusals = new Refusals(() => undefined),
): (url: string) => Promise<Answer> {
  const pages = new HealthPages({
    service: { name: 'shop', version: '1', environment: 'test' },
    history: new HealthHistory({ size: 1 }, new FakeClock()),
    access: accessBy({ access: 'guard', guard }, { refusals }),
  });
  // Pages look at nothing else of a request.
  const request = { headers: {}, socket: {} };
  return (url) => pages.answer(sourceOf(isDetailed), { url, ...request } as IncomingMessage);
}

describe('a page of health', () => {
  it('is created once for each report, however many clients request it', async () => {
    const get = start(() => true);

    const answers = await Promise.all(Array.from({ length: 500 }, () => get('/health')));

    expect(new Set(answers).size).toBe(1);
    expect(String(answers[0]!.body)).toContain('"database"');
  });

  it('is created once for all unauthorised clients', async () => {
    const get = start(() => false);

    const answers = await Promise.all(Array.from({ length: 500 }, () => get('/health')));

    expect(new Set(answers).size).toBe(1);
    expect(String(answers[0]!.body)).toBe('{"status":"degraded"}\n');
  });

  it('does not check access for a probe that requests no details', async () => {
    const guard = jest.fn(() => new Promise<boolean>(() => undefined));

    const answer = await start(guard, false)('/health');

    expect(answer.status).toBe(200);
    expect(guard).not.toHaveBeenCalled();
  });

  it.each([
    ['/health?format=text', '[+]database ok\n[+]cache ok\nhealthz check passed\n'],
    ['/health?exclude=cache', '{"status":"healthy"}\n'],
    ['/health?exclude=nosuch', '{"status":"degraded"}\n'],
  ])('that is a probe answers %s with %j', async (url, body) => {
    const answer = await start(() => true, false)(url);

    expect(String(answer.body)).toBe(body);
  });
});

describe('a check below a page of health', () => {
  it('is not found for unauthorised clients, which are counted as refused', async () => {
    const report = jest.fn();
    const get = start(() => false, true, new Refusals(report));

    const answer = await get('/health/database');

    expect([answer.status, String(answer.body)]).toEqual([404, '{"error":"Not found"}\n']);
    expect(report).toHaveBeenCalledTimes(1);
    expect(report).toHaveBeenCalledWith(
      expect.objectContaining({ place: 'details', reason: 'guard', refused: 1 }),
    );
  });
});
