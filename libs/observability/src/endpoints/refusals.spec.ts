import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusals } from './refusals';
import type { RefusalReport } from './refusals';

const WINDOW_MS = 60_000;
const address = '203.0.113.9';

describe('refusals', () => {
  let reports: RefusalReport[];
  let refusals: Refusals;

  beforeEach(() => {
    jest.useFakeTimers();
    reports = [];
    refusals = new Refusals((report) => reports.push(report));
  });
  afterEach(() => jest.useRealTimers());

  it('are reported at once when they begin, then as one sum a minute', () => {
    for (let i = 0; i < 1000; i += 1)
      refusals.count({ place: 'metrics', reason: 'wrong token', address });
    expect(reports.map(({ refused }) => refused)).toEqual([1]);

    jest.advanceTimersByTime(WINDOW_MS);
    expect(reports.map(({ refused }) => refused)).toEqual([1, 999]);
    expect(reports[1]).toEqual({
      place: 'metrics',
      reason: 'wrong token',
      address: '203.0.113.9',
      refused: 999,
    });
  });

  it('are reported at once again after a quiet minute', () => {
    refusals.count({ place: 'metrics', reason: 'closed', address });
    jest.advanceTimersByTime(WINDOW_MS);
    refusals.count({ place: 'metrics', reason: 'closed', address });

    expect(reports.map(({ refused }) => refused)).toEqual([1, 1]);
  });

  it('hide none of another reason', () => {
    for (let i = 0; i < 10; i += 1) refusals.count({ place: 'details', reason: 'closed', address });
    refusals.count({ place: 'metrics', reason: 'wrong token', address });

    expect(reports.map(({ reason }) => reason)).toEqual(['closed', 'wrong token']);
  });

  it('are summed up apart for each place', () => {
    for (let i = 0; i < 10; i += 1) refusals.count({ place: 'details', reason: 'closed', address });
    for (let i = 0; i < 5; i += 1) refusals.count({ place: 'metrics', reason: 'closed', address });

    jest.advanceTimersByTime(WINDOW_MS);

    expect(reports.map(({ place, refused }) => [place, refused])).toEqual([
      ['details', 1],
      ['metrics', 1],
      ['details', 9],
      ['metrics', 4],
    ]);
  });

  it('are all reported at the end, after which no timer is left', () => {
    for (let i = 0; i < 10; i += 1) refusals.count({ place: 'details', reason: 'closed', address });

    refusals.end();

    expect(reports.map(({ refused }) => refused)).toEqual([1, 9]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('end in silence when there were none', () => {
    refusals.end();

    expect(reports).toEqual([]);
  });
});

it('the sum of a minute belongs to no request', async () => {
  const request = new AsyncLocalStorage<string>();
  const requests: (string | undefined)[] = [];
  const refusals = new Refusals(() => requests.push(request.getStore()), 5);

  request.run('the first', () => refusals.count({ place: 'metrics', reason: 'closed', address }));
  request.run('the second', () => refusals.count({ place: 'metrics', reason: 'closed', address }));
  await sleep(30);

  expect(requests).toEqual(['the first', undefined]);
});
