import { Drops, Redactor } from '../../core';
import type { HealthIndicator } from '../model/contract';
import { InstanceFaults } from './instance-faults';

let drops: Drops;
let faults: InstanceFaults;
let messages: (string | undefined)[];

function indicator(name: string, instanceFault?: () => string | undefined): HealthIndicator {
  return { name, critical: true, check: () => Promise.reject(new Error('checked')), instanceFault };
}

beforeEach(() => {
  drops = new Drops();
  faults = new InstanceFaults({
    drops,
    redactor: new Redactor(),
    settingsOf: () => ({ critical: true }),
  });
  messages = [];
  faults.listen((message) => messages.push(message));
});

describe('a fault of this instance alone', () => {
  it('is an unhealthy check that gates, whatever its policy, and runs no check', () => {
    const all = [indicator('cache'), indicator('database', () => 'no connection')];

    expect(faults.of(all)).toMatchObject([
      { name: 'database', status: 'unhealthy', policy: 'gate', message: 'no connection' },
    ]);
  });

  it('is reported when it begins and when it ends, and not in between', () => {
    let seconds = 30;
    let hasFault = true;
    const all = [indicator('database', () => (hasFault ? `for ${(seconds += 1)} s` : undefined))];

    faults.of(all);
    faults.of(all);
    hasFault = false;
    faults.of(all);
    faults.of(all);

    expect(messages).toEqual(['database: for 31 s', undefined]);
  });

  it('contains no secret', () => {
    const all = [indicator('database', () => 'postgres://app:open-sesame@db/shop is full')];

    expect(faults.of(all)[0]?.message).not.toContain('open-sesame');
  });

  it('is nothing where an indicator throws', () => {
    const all = [
      indicator('database', () => {
        throw new Error('boom');
      }),
    ];

    expect(faults.of(all)).toEqual([]);
    expect([...drops.entries()]).toEqual([['health', 1]]);
  });
});
