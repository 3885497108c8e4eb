import type { ErrorEvent } from '@sentry/nestjs';
import { EventQuota, WITHIN_QUOTA } from '../../../../core';
import { FakeClock } from '../../../../testing/fake-clock';
import { OwnEvents } from './own-events';

const EVENT: ErrorEvent = { type: undefined, message: 'boom', tags: { a: '1' } };
const OF_LIBRARY: ErrorEvent = { ...EVENT, sdkProcessingMetadata: { ...WITHIN_QUOTA } };

describe('events that the app captures by Sentry itself', () => {
  let clock: FakeClock;
  let own: OwnEvents;
  const admit = (event = EVENT, isDying = false): ErrorEvent | undefined =>
    own.admit(event, isDying);

  beforeEach(() => {
    clock = new FakeClock();
    own = new OwnEvents(new EventQuota({ total: 4, perTransaction: 4 }, clock));
  });

  it('go up to the quota, and the next one says how many were left out before it', () => {
    const admitted = Array.from({ length: 5 }, () => admit());
    clock.advance(1000);

    expect(admitted).toEqual([EVENT, EVENT, EVENT, undefined, undefined]);
    expect(admit()).toEqual({ ...EVENT, tags: { a: '1', events_left_out: '2' } });
    expect(admit()).toBe(EVENT);
  });

  it('take nothing from what the library reports, which has its place already', () => {
    const admitted = Array.from({ length: 5 }, () => admit(OF_LIBRARY));

    expect(admitted).toEqual([OF_LIBRARY, OF_LIBRARY, OF_LIBRARY, OF_LIBRARY, OF_LIBRARY]);
  });

  it('are distinguished from what a hook drops, once each', () => {
    for (let i = 0; i < 5; i += 1) admit();

    expect([own.hasLeftOut(), own.hasLeftOut(), own.hasLeftOut()]).toEqual([true, true, false]);
  });

  it('leave a place for the crash that ends the process', () => {
    for (let i = 0; i < 5; i += 1) admit();

    expect(admit(EVENT, true)).toMatchObject({ message: 'boom' });
  });
});
