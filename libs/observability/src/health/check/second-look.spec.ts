import { AsyncLocalStorage } from 'node:async_hooks';
import { SecondLook } from './second-look';

describe('a second look', () => {
  let looks: number;
  const count = async (): Promise<void> => {
    looks += 1;
  };

  beforeEach(() => {
    looks = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('comes once, however often it is wanted meanwhile', () => {
    const look = new SecondLook(count, 500);

    look.soon();
    look.soon();
    jest.advanceTimersByTime(10_000);

    expect(looks).toBe(1);
  });

  it('comes again when it is wanted again', () => {
    const look = new SecondLook(count, 500);

    look.soon();
    jest.advanceTimersByTime(500);
    look.soon();
    jest.advanceTimersByTime(500);

    expect(looks).toBe(2);
  });

  it('never comes faster than every 50 ms', () => {
    new SecondLook(count, 0).soon();

    jest.advanceTimersByTime(49);

    expect(looks).toBe(0);
  });

  it('comes no more when it is stopped', () => {
    const look = new SecondLook(count, 500);
    look.soon();

    look.stop();
    look.soon();
    jest.advanceTimersByTime(10_000);

    expect([looks, jest.getTimerCount()]).toEqual([0, 0]);
  });

  it('knows nothing of the request that wanted it', async () => {
    jest.useRealTimers();
    const requests = new AsyncLocalStorage<string>();

    const found = await new Promise((resolve) => {
      const look = new SecondLook(async () => resolve(requests.getStore()), 0);
      requests.run('request', () => look.soon());
    });

    expect(found).toBeUndefined();
  });
});
