import type { ExternalService } from '../../health';
import type { ExternalServicesOptions } from './external-services.options';
import type { ServiceResponse, ServiceRequest } from './http-requester';
import { HttpServiceIndicator } from './http-service.indicator';
import { indicatorContract } from '../../testing';

const PRICES = { name: 'prices', url: 'https://prices.example/health' };
const NEVER_ABORTED = new AbortController().signal;

/** Responds as the test says; nothing leaves the machine. */
type Answer = (request: ServiceRequest, signal: AbortSignal) => Promise<ServiceResponse>;

function indicatorFor(
  services: readonly ExternalService[],
  answer: Answer,
  options?: ExternalServicesOptions,
): HttpServiceIndicator {
  return new HttpServiceIndicator(services, undefined, options, () => answer);
}

function answersWith(status: number, ms = 3): Answer {
  return async () => ({ status, ms });
}

/** A service that does not respond until the request is aborted. */
function hangs(_request: ServiceRequest, signal: AbortSignal): Promise<ServiceResponse> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('This operation was aborted')));
  });
}

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('the indicator of external services', () => {
  indicatorContract(() => new HttpServiceIndicator([PRICES]));

  it('is not critical and degraded when it is late', () => {
    expect(new HttpServiceIndicator([PRICES])).toMatchObject({
      name: 'external_services',
      critical: false,
      statusWhenLate: 'degraded',
    });
  });

  it.each([
    ['one without a limit', [PRICES], 5000],
    ['a quick one', [{ ...PRICES, timeoutMs: 200 }], 200],
    [
      'the slowest',
      [
        { ...PRICES, timeoutMs: 200 },
        { ...PRICES, timeoutMs: 9000 },
      ],
      9000,
    ],
  ])('has the time of %s', (_kind, services, timeoutMs) => {
    expect(new HttpServiceIndicator(services).timeoutMs).toBe(timeoutMs);
  });

  it.each([200, 201, 204, 299])('is healthy when the answer is %i', async (status) => {
    const finding = await indicatorFor([PRICES], answersWith(status)).check(NEVER_ABORTED);

    expect(finding).toEqual({
      status: 'healthy',
      message: 'All external services healthy',
      details: {
        prices_status_code: status,
        prices_response_time_ms: expect.any(Number) as number,
      },
    });
  });

  it.each([301, 302, 400, 404, 429, 500, 503])(
    'is degraded when the answer is %i',
    async (status) => {
      const finding = await indicatorFor([PRICES], answersWith(status)).check(NEVER_ABORTED);

      expect(finding).toMatchObject({
        status: 'degraded',
        message: `prices returned ${status}`,
        details: { prices_status_code: status },
      });
    },
  );

  it.each([
    [2000, 'healthy', 'All external services healthy'],
    [2001, 'degraded', 'prices is slow (2.00s)'],
    [3456, 'degraded', 'prices is slow (3.46s)'],
  ])('after %i ms is %s', async (ms, status, message) => {
    const finding = await indicatorFor([PRICES], answersWith(200, ms)).check(NEVER_ABORTED);

    expect(finding).toMatchObject({ status, message, details: { prices_response_time_ms: ms } });
  });

  it.each([
    [
      'the code alone, because the message contains the address',
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:80'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['the message when there is no code', new TypeError('Invalid URL'), 'Invalid URL'],
    ['the text when it is no error', 'gone', 'gone'],
  ])('is degraded when there is no response, and reports %s', async (_kind, error, reason) => {
    const finding = await indicatorFor([PRICES], () => Promise.reject(error)).check(NEVER_ABORTED);

    expect(finding).toEqual({
      status: 'degraded',
      message: `prices unreachable: ${reason}`,
      details: { prices_error: reason },
    });
  });

  it('abandons a service that does not respond within its own timeout', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const indicator = indicatorFor([{ ...PRICES, timeoutMs: 200 }], hangs);

    const finding = indicator.check();
    await jest.advanceTimersByTimeAsync(200);

    expect(await finding).toMatchObject({
      status: 'degraded',
      message: 'prices unreachable: no answer within 200 ms',
    });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('shows a quick service as late while a slower one may still respond', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const quick = { ...PRICES, name: 'rates', timeoutMs: 200 };
    const indicator = indicatorFor([quick, PRICES], hangs);

    const finding = indicator.check();
    await jest.advanceTimersByTimeAsync(5000);

    expect((await finding).message).toBe(
      'rates unreachable: no answer within 200 ms; prices unreachable: no answer within 5000 ms',
    );
  });

  it('abandons all services when its own signal is aborted', async () => {
    // No service's own time passes.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const abort = new AbortController();

    const finding = indicatorFor([PRICES], hangs).check(abort.signal);
    abort.abort();

    expect(await finding).toMatchObject({ status: 'degraded' });
  });

  it('sends one request, however many probes come', async () => {
    let requests = 0;
    const indicator = indicatorFor([PRICES], async () => {
      requests += 1;
      return { status: 200, ms: 3 };
    });

    await Promise.all(Array.from({ length: 500 }, () => indicator.check(NEVER_ABORTED)));

    expect(requests).toBe(1);
  });

  it('sends the configured method and headers, and its own name', async () => {
    const sent: ServiceRequest[] = [];
    const service = { ...PRICES, method: 'HEAD', headers: { authorization: 'Bearer a' } } as const;

    await indicatorFor([service], async (request) => {
      sent.push(request);
      return { status: 200, ms: 3 };
    }).check(NEVER_ABORTED);

    expect(sent).toEqual([
      {
        url: PRICES.url,
        method: 'HEAD',
        headers: { authorization: 'Bearer a', accept: '*/*', 'user-agent': 'nestjs-observability' },
      },
    ]);
  });

  it.each([
    [401, 'healthy'],
    [200, 'degraded'],
  ])('is healthy on the configured statuses only: %i is %s', async (given, status) => {
    const indicator = indicatorFor([{ ...PRICES, expected: [401] }], answersWith(given));

    expect((await indicator.check(NEVER_ABORTED)).status).toBe(status);
  });

  it('takes another threshold', async () => {
    const indicator = indicatorFor([PRICES], answersWith(200, 60), { slowMs: 50 });

    expect((await indicator.check(NEVER_ABORTED)).message).toBe('prices is slow (0.06s)');
  });

  it('checks every service and reports them separately', async () => {
    const mail = { name: 'mail', url: 'https://mail.example/' };
    const indicator = indicatorFor([PRICES, mail], async ({ url }) => ({
      status: url.includes('mail') ? 500 : 200,
      ms: 3,
    }));

    expect(await indicator.check(NEVER_ABORTED)).toMatchObject({
      status: 'degraded',
      message: 'mail returned 500',
      details: { prices_status_code: 200, mail_status_code: 500 },
    });
  });
});
