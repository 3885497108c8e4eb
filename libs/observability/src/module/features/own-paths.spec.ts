import { isOwnPath, isUntraced } from './own-paths';
import { resolveOptions } from '../options/resolve-options';

describe('requests that get no span', () => {
  const options = resolveOptions({ endpoints: { paths: { live: '/alive' } } }, {});

  it.each([
    '/alive',
    '/alive/disk',
    '/readyz',
    '/readyz/disk',
    '/health/database',
    '/metrics',
    '/errors',
    '/static/app.js',
    '/favicon.ico',
  ])('are those of %s', (path) => {
    expect(isUntraced(options)(path)).toBe(true);
  });

  it('are no others', () => {
    expect(['/livez', '/healthy', '/orders', '/statics'].filter(isUntraced(options))).toEqual([]);
  });

  it('may be ours or not: static files are not', () => {
    expect(['/alive', '/static/app.js'].map(isOwnPath(options))).toEqual([true, false]);
  });
});
