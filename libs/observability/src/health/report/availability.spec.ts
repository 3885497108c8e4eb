import { Drops } from '../../core';
import { AvailabilityService } from './availability';
import type { Availability } from './availability';

function started(): AvailabilityService {
  const availability = new AvailabilityService();
  availability.bootstrapped();
  return availability;
}

/** Work that is done when the test says so. */
class Work {
  finish: (outcome: string) => void = () => undefined;
  readonly done = new Promise<string>((resolve) => (this.finish = resolve));
}

describe('the availability of an app', () => {
  it('is starting until Nest has bootstrapped it, and says so', () => {
    const availability = new AvailabilityService();

    expect(availability).toMatchObject({
      state: 'starting',
      isReady: false,
      hasStarted: false,
      reason: 'The app is starting',
    });
  });

  it('is ready from then on, for no reason that could be named', () => {
    expect(started()).toMatchObject({ state: 'ready', isReady: true, reason: undefined });
  });

  it('is not ready from when the app says so until it takes that back', () => {
    const availability = started();

    availability.notReady('The catalogue is imported');
    expect(availability).toMatchObject({
      state: 'not-ready',
      reason: 'The catalogue is imported',
      hasStarted: true,
    });

    availability.ready();
    expect(availability.state).toBe('ready');
  });

  it('names the newest reason when the app gives another one', () => {
    const availability = started();

    availability.notReady('first');
    availability.notReady('second');
    expect(availability.reason).toBe('second');

    availability.ready();
    expect(availability.isReady).toBe(true);
  });

  it('is still starting when the app says that it is ready before it is', () => {
    const availability = new AvailabilityService();

    availability.ready();

    expect(availability.state).toBe('starting');
  });

  it('is stopping for good', () => {
    const availability = started();

    availability.stopping('Received SIGTERM');
    availability.ready();
    availability.stopping('again');

    expect(availability).toMatchObject({
      state: 'stopping',
      reason: 'Received SIGTERM',
      hasStarted: true,
    });
  });
});

describe('work that the availability waits for', () => {
  it('keeps the app not ready until all of it is done', async () => {
    const availability = started();
    const [first, second] = [new Work(), new Work()];
    const firstDone = availability.blockUntil(first.done, 'The cache is being filled');
    const secondDone = availability.blockUntil(second.done);

    expect(availability).toMatchObject({
      state: 'not-ready',
      reason: 'The cache is being filled',
    });
    first.finish('filled');
    expect(await firstDone).toBe('filled');
    expect(availability).toMatchObject({
      state: 'not-ready',
      reason: 'The app reports that it is not ready',
    });
    second.finish('');
    await secondDone;

    expect(availability.state).toBe('ready');
  });

  it('belongs to the start when it began there', async () => {
    const availability = new AvailabilityService();
    const work = new Work();
    const done = availability.blockUntil(work.done);

    availability.bootstrapped();
    expect(availability).toMatchObject({ state: 'starting', hasStarted: false });
    work.finish('');
    await done;

    expect(availability).toMatchObject({ state: 'ready', hasStarted: true });
  });

  it('leaves the app not ready when it fails, rejects, and lets the app decide', async () => {
    const availability = new AvailabilityService();
    const done = availability.blockUntil(Promise.reject(new Error('no disk')), 'Warming up');
    availability.bootstrapped();

    await expect(done).rejects.toThrow('no disk');
    expect(availability).toMatchObject({
      state: 'not-ready',
      reason: 'Warming up: failed',
      hasStarted: true,
    });

    availability.ready();
    expect(availability.state).toBe('ready');
  });
});

describe('listeners to the availability', () => {
  it('are called once for each change, until they unsubscribe', () => {
    const availability = new AvailabilityService();
    const heard: [Availability, Availability][] = [];
    const stop = availability.onChange((to, from) => heard.push([from, to]));

    availability.bootstrapped();
    availability.notReady();
    availability.notReady('again');
    availability.ready();
    stop();
    availability.stopping('the end');

    expect(heard).toEqual([
      ['starting', 'ready'],
      ['ready', 'not-ready'],
      ['not-ready', 'ready'],
    ]);
  });

  it('never see the app ready because work has failed', async () => {
    const availability = new AvailabilityService();
    const heard: Availability[] = [];
    availability.onChange((to) => heard.push(to));
    const start = availability.blockUntil(Promise.reject(new Error('no disk')));
    availability.bootstrapped();

    await expect(start).rejects.toThrow('no disk');
    expect(heard).toEqual(['not-ready']);

    availability.ready();
    const again = availability.blockUntil(Promise.reject(new Error('again')));
    await expect(again).rejects.toThrow('again');
    expect(heard).toEqual(['not-ready', 'ready', 'not-ready']);
  });

  it('costs only a count when it throws', () => {
    const drops = new Drops();
    const availability = new AvailabilityService(drops);
    const heard: Availability[] = [];
    availability.onChange(() => {
      throw new Error('listener');
    });
    availability.onChange((to) => heard.push(to));

    availability.bootstrapped();

    expect(heard).toEqual(['ready']);
    expect([...drops.entries()]).toEqual([['availability', 1]]);
  });
});
