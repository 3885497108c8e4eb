import { Losses, Redactor } from '../../core';
import type { HealthIndicator } from '../model/contract';
import { Hindrances } from './hindrances';

let losses: Losses;
let hindrances: Hindrances;
let told: (string | undefined)[];

function indicator(name: string, hindrance?: () => string | undefined): HealthIndicator {
  return { name, critical: true, check: () => Promise.reject(new Error('asked')), hindrance };
}

beforeEach(() => {
  losses = new Losses();
  hindrances = new Hindrances({
    losses,
    redactor: new Redactor(),
    settingsOf: () => ({ critical: true }),
  });
  told = [];
  hindrances.listen((message) => told.push(message));
});

describe('what hinders this instance alone', () => {
  it('is an unhealthy check that gates, whatever its policy, and asks nobody', () => {
    const all = [indicator('cache'), indicator('database', () => 'no connection')];

    expect(hindrances.of(all)).toMatchObject([
      { name: 'database', status: 'unhealthy', policy: 'gate', message: 'no connection' },
    ]);
  });

  it('is told of when it begins and when it ends, and not in between', () => {
    let seconds = 30;
    let isHindered = true;
    const all = [indicator('database', () => (isHindered ? `for ${(seconds += 1)} s` : undefined))];

    hindrances.of(all);
    hindrances.of(all);
    isHindered = false;
    hindrances.of(all);
    hindrances.of(all);

    expect(told).toEqual(['database: for 31 s', undefined]);
  });

  it('says no secret', () => {
    const all = [indicator('database', () => 'postgres://app:open-sesame@db/shop is full')];

    expect(hindrances.of(all)[0]?.message).not.toContain('open-sesame');
  });

  it('is nothing where an indicator throws', () => {
    const all = [
      indicator('database', () => {
        throw new Error('boom');
      }),
    ];

    expect(hindrances.of(all)).toEqual([]);
    expect([...losses.entries()]).toEqual([['health', 1]]);
  });
});
