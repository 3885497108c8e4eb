import { resultOf } from '../health/testing/health-results';
import { aggregate } from '../health';
import { json } from './endpoint';
import type { Answer } from './endpoint';
import { BareAnswers, WholeAnswers } from './health-answers';

describe('answers of health', () => {
  it('for unauthorised clients are created once for each status and format', () => {
    const bare = new BareAnswers();

    const first = bare.of('json', 'healthz', 'unhealthy');

    expect(bare.of('json', 'healthz', 'unhealthy')).toBe(first);
    expect([first.status, String(first.body)]).toEqual([503, '{"status":"unhealthy"}\n']);
    expect(String(bare.of('text', 'readyz', 'degraded').body)).toBe('readyz check passed\n');
  });

  it('with details are made once for each report', () => {
    const whole = new WholeAnswers();
    const report = aggregate([resultOf('database')]);
    let made = 0;
    const make = (): Answer => json(200, { made: (made += 1) });

    const answers = Array.from({ length: 500 }, () => whole.of(report, 'json', make));
    expect(new Set(answers).size).toBe(1);

    whole.of(report, 'text', make);
    whole.of({ ...report }, 'json', make);
    expect(made).toBe(3);
  });

  it('with details are made anew after a moment, though the report stays the same', () => {
    let now = 0;
    const whole = new WholeAnswers(() => now);
    const report = aggregate([]);
    const make = (): Answer => json(200, { timestamp: now });
    const first = whole.of(report, 'json', make);

    now = 499;
    expect(whole.of(report, 'json', make)).toBe(first);
    now = 500;
    expect(whole.of(report, 'json', make)).toEqual(json(200, { timestamp: 500 }));
  });
});
