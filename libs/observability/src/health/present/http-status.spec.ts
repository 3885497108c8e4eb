import { httpStatusOf } from './http-status';

describe('the HTTP status of health', () => {
  it.each([
    ['healthy', 200],
    ['degraded', 200],
    ['unhealthy', 503],
  ] as const)('for %s is %i', (status, code) => {
    expect(httpStatusOf(status)).toBe(code);
  });
});
