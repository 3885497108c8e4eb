import { join, sep } from 'node:path';
import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import {
  bundleRemedy,
  isLoaded,
  isOpenTelemetryInUse,
  isProvided,
  loadPackage,
  ownCode,
  providePackage,
  provideToBundle,
} from './packages';

describe('an optional package', () => {
  it('is the installed one where the app hands none in', () => {
    expect([isProvided('semver'), loadPackage('semver')]).toEqual([false, require('semver')]);
  });

  it('is the one that the app hands in, loaded when it is first needed', () => {
    const load = jest.fn(() => 'of the bundle');

    providePackage('pino-pretty', load);
    const before = load.mock.calls.length;

    expect([before, isProvided('pino-pretty'), loadPackage('pino-pretty')]).toEqual([
      0,
      true,
      'of the bundle',
    ]);
  });

  it('is the installed one where the app is no bundle, whatever an entry hands in', () => {
    provideToBundle('semver', () => 'of the bundle');
    provideToBundle('only-in-the-bundle', () => 'of the bundle');

    expect([isProvided('semver'), loadPackage('only-in-the-bundle')]).toEqual([
      false,
      'of the bundle',
    ]);
  });

  it('is missing where it is neither', () => {
    expect(() => loadPackage('no-such-package')).toThrow("Cannot find module 'no-such-package'");
  });

  it('needs nothing but to be installed where there is no bundle', () => {
    expect(bundleRemedy('sentry')).toBe('');
  });

  it('is loaded when the app has loaded it', () => {
    const semver: unknown = require('semver');

    expect([semver, isLoaded('semver'), isLoaded('no-such-package')]).toEqual([
      expect.anything(),
      true,
      false,
    ]);
  });

  it('knows the whole library as its own code', () => {
    expect(ownCode).toBe(join(__dirname, '../..') + sep);
  });
});

describe('OpenTelemetry', () => {
  it('is in use when something is registered with its API', () => {
    const before = isOpenTelemetryInUse();
    trace.setGlobalTracerProvider(new ProxyTracerProvider());

    const during = isOpenTelemetryInUse();
    trace.disable();

    expect([before, during]).toEqual([false, true]);
  });
});
