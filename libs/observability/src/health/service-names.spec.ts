import { Problems } from '../core';
import { HEALTH_RULES } from './health.options';

const service = (name: string): object => ({ name, url: 'https://example.org/status' });

describe('the names of external services', () => {
  it('are refused where two are the same', () => {
    const problems = new Problems();

    const externalServices = [service('mail'), service('payments'), service('mail')];
    HEALTH_RULES({ externalServices }, 'health', problems);

    expect(problems.found).toMatchObject([
      {
        path: 'health.externalServices[2].name',
        message: expect.stringContaining(
          'the same name as health.externalServices[0].name',
        ) as string,
      },
    ]);
  });

  it('may be any that differ', () => {
    const problems = new Problems();

    HEALTH_RULES({ externalServices: [service('mail'), service('payments')] }, 'health', problems);

    expect(problems.found).toEqual([]);
  });
});
