import { resultOf } from '../testing/health-results';
import { shownHealth } from '../testing/shown-health';
import { HEALTH_FORMATS, HEALTH_PRESENTERS } from './presenters';

describe('the presenters', () => {
  it.each([
    ['json', 'application/json; charset=utf-8', '{"status":"unhealthy"}\n'],
    ['health+json', 'application/health+json', '{"status":"fail"}\n'],
    ['terminus', 'application/json; charset=utf-8', '{"status":"error"}\n'],
    ['text', 'text/plain; charset=utf-8', 'readyz check failed\n'],
  ] as const)('show unauthorised clients in %s the status alone', (format, contentType, body) => {
    const presenter = HEALTH_PRESENTERS[format];

    expect(presenter.contentType).toBe(contentType);
    expect(presenter.status('unhealthy', 'readyz')).toBe(body);
  });

  it.each(HEALTH_FORMATS)('name the checks in %s to clients that may see them', (format) => {
    const body = HEALTH_PRESENTERS[format].whole(shownHealth([resultOf('database')]));

    expect(body).toContain('database');
    expect(body.endsWith('\n')).toBe(true);
  });
});
