import type { IncomingHttpHeaders } from 'node:http';
import type { EnvelopeFunctions } from './envelope-functions';

const TOO_MANY = 429;
/** Sentry's names for the same category; the SDK knows the first only. */
const PROFILES = ['profile', 'profile_chunk', 'profile_duration'];

/** Until when Sentry is rate limiting, by category; read and kept by the SDK's own functions. */
export class RateLimits {
  private limits: Record<string, number> = {};

  constructor(
    private readonly core: Pick<EnvelopeFunctions, 'isRateLimited' | 'updateRateLimits'>,
  ) {}

  /** Whether it is rate limited; the first category is the event itself, others belong to it. */
  forbid([main = 'error']: readonly string[]): boolean {
    const names = main === 'profile' ? PROFILES : [main];
    return names.some((name) => this.core.isRateLimited(this.limits, name));
  }

  /** A 503 with Retry-After is a failure, not a rate limit; the delivery handles it. */
  note(status: number, headers: IncomingHttpHeaders): void {
    const limits = headers['x-sentry-rate-limits'];
    if (status !== TOO_MANY && limits === undefined) return;
    this.limits = this.core.updateRateLimits(this.limits, {
      statusCode: status,
      headers: {
        'retry-after': headers['retry-after'] ?? null,
        'x-sentry-rate-limits': [limits ?? []].flat().join(',') || null,
      },
    });
  }
}
