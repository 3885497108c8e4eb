import { providePackage } from '../../../../core';
import { loadCore } from './sentry-core';
import type { Sentry } from './sentry-sdk';

// Nothing else of it is read here.
const sdk = (version: string): Sentry => ({ SDK_VERSION: version }) as Sentry;

describe("Sentry's core in a bundle", () => {
  beforeAll(() => {
    providePackage('@sentry/nestjs', () => sdk('10.75.3'));
    providePackage('@sentry/core', () => ({ SDK_VERSION: '10.75.3' }));
  });

  it('is the one that the bundle has', () => {
    expect(loadCore('@sentry/nestjs', sdk('10.75.3')).SDK_VERSION).toBe('10.75.3');
  });

  it('is refused where another version of Sentry has brought it', () => {
    expect(() => loadCore('@sentry/nestjs', sdk('11.0.0'))).toThrow(
      'the bundle has @sentry/nestjs "11.0.0" with @sentry/core "10.75.3", which belong to different ' +
        'versions. Install the same one (npm install @sentry/core@11.0.0) or unset the DSN.',
    );
  });
});
