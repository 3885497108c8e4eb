import { HttpServiceIndicator } from './http-service.indicator';

const PRICES = { name: 'prices', url: 'https://prices.example/health' };
const NEVER_ABORTED = new AbortController().signal;

type Fetch = typeof fetch;

/** Lets `fetch` answer what it is told; nothing leaves the machine. */
function servicesAnswer(answer: (url: string, init: RequestInit) => Promise<Response>): void {
  // The indicator asks by text, never by URL or Request.
  const fake: Fetch = (url, init) => answer(url as string, init ?? {});
  jest.spyOn(globalThis, 'fetch').mockImplementation(fake);
}

function answersWith(status: number): () => Promise<Response> {
  return async () => new Response(null, { status });
}

/** A service that says nothing until it is left alone. */
function hangs(_url: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('This operation was aborted')));
  });
}

function answerTakes(milliseconds: number): void {
  let time = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => {
    const now = time;
    time += milliseconds;
    return now;
  });
}

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('the indicator of outside services', () => {
  it('is not critical and degraded when it is late', () => {
    expect(new HttpServiceIndicator([PRICES])).toMatchObject({
      name: 'external_services',
      critical: false,
      statusWhenLate: 'degraded',
    });
  });

  it.each([
    ['one without a limit', [PRICES], 5100],
    ['a quick one', [{ ...PRICES, timeoutMs: 200 }], 300],
    [
      'the slowest',
      [
        { ...PRICES, timeoutMs: 200 },
        { ...PRICES, timeoutMs: 9000 },
      ],
      9100,
    ],
  ])('has more time than %s', (_kind, services, timeoutMs) => {
    expect(new HttpServiceIndicator(services).timeoutMs).toBe(timeoutMs);
  });

  it.each([200, 201, 204, 299])('is healthy when the answer is %i', async (status) => {
    servicesAnswer(answersWith(status));

    const finding = await new HttpServiceIndicator([PRICES]).check(NEVER_ABORTED);

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
      servicesAnswer(answersWith(status));

      const finding = await new HttpServiceIndicator([PRICES]).check(NEVER_ABORTED);

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
    servicesAnswer(answersWith(200));
    answerTakes(ms);

    const finding = await new HttpServiceIndicator([PRICES]).check(NEVER_ABORTED);

    expect(finding).toMatchObject({ status, message, details: { prices_response_time_ms: ms } });
  });

  it.each([
    [
      'the code that fetch hides in its cause',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      }),
      'ECONNREFUSED',
    ],
    ['the message when there is no code', new TypeError('Invalid URL'), 'Invalid URL'],
    ['the text when it is no error', 'gone', 'gone'],
  ])('is degraded when nobody answers, and tells %s', async (_kind, error, reason) => {
    servicesAnswer(async () => {
      throw error;
    });

    const finding = await new HttpServiceIndicator([PRICES]).check(NEVER_ABORTED);

    expect(finding).toEqual({
      status: 'degraded',
      message: `prices unreachable: ${reason}`,
      details: {},
    });
  });

  it('leaves a service that says nothing after its own time', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    servicesAnswer(hangs);
    const indicator = new HttpServiceIndicator([{ ...PRICES, timeoutMs: 200 }]);

    const finding = indicator.check(NEVER_ABORTED);
    await jest.advanceTimersByTimeAsync(200);

    expect(await finding).toMatchObject({
      status: 'degraded',
      message: 'prices unreachable: This operation was aborted',
    });
  });

  it('leaves all services when its own time is over', async () => {
    // No service's own time passes.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    servicesAnswer(hangs);
    const abort = new AbortController();

    const finding = new HttpServiceIndicator([PRICES]).check(abort.signal);
    abort.abort();

    expect(await finding).toMatchObject({ status: 'degraded' });
  });

  it('leaves no timer behind', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    servicesAnswer(answersWith(200));

    await new HttpServiceIndicator([PRICES]).check(NEVER_ABORTED);

    expect(jest.getTimerCount()).toBe(0);
  });

  it('follows no redirect', async () => {
    const modes: unknown[] = [];
    servicesAnswer(async (_url, { redirect }) => {
      modes.push(redirect);
      return new Response(null, { status: 204 });
    });

    await new HttpServiceIndicator([PRICES]).check(NEVER_ABORTED);

    expect(modes).toEqual(['manual']);
  });

  it('asks every service and tells them apart', async () => {
    servicesAnswer(async (url) => new Response(null, { status: url.includes('mail') ? 500 : 200 }));
    const mail = { name: 'mail', url: 'https://mail.example/' };

    const finding = await new HttpServiceIndicator([PRICES, mail]).check(NEVER_ABORTED);

    expect(finding).toMatchObject({
      status: 'degraded',
      message: 'mail returned 500',
      details: { prices_status_code: 200, mail_status_code: 500 },
    });
  });
});
