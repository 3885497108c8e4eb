import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { accessBy } from './testing/access-by';
import { RegistryUnderTest } from '../signals/metrics/testing/registry-under-test';
import type { Answer } from './endpoint';
import { metricsEndpoint } from './metrics.endpoint';

const PLAIN = 'text/plain; version=0.0.4; charset=utf-8';
const OPEN = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

async function get(
  accept?: string,
  rule: Parameters<typeof accessBy>[0] = { access: 'open' },
): Promise<Answer> {
  const request = new IncomingMessage(new Socket());
  if (accept !== undefined) request.headers.accept = accept;
  const access = accessBy(rule);
  return metricsEndpoint(new RegistryUnderTest().registry, access, '/metrics').answer(request);
}

describe('the page of metrics', () => {
  it.each([
    ['there is no Accept header', undefined],
    ['nothing is named', ''],
    ['curl asks', '*/*'],
    ['a browser asks', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['plain text is requested', 'text/plain;version=0.0.4;q=0.5,*/*;q=0.1'],
    ['OpenMetrics is refused', 'application/openmetrics-text;q=0,text/plain'],
    ['it is refused with decimals', 'application/openmetrics-text; version=1.0.0; q=0.000, */*'],
    ['it is refused, and a parameter follows', 'application/openmetrics-text;q=0;version=1.0.0'],
    ['it is refused at the end', 'text/plain, application/openmetrics-text;q=0'],
    ['another type only begins like it', 'text/openmetrics'],
  ])('is plain text when %s', async (_case, accept) => {
    const { status, contentType, body } = await get(accept);

    expect([status, contentType]).toEqual([200, PLAIN]);
    expect(String(body)).toContain('app_build_info{');
    expect(String(body)).not.toContain('# EOF');
  });

  it.each([
    [
      'Prometheus 2.42 asks',
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    ],
    [
      'Prometheus 3 asks',
      'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;q=0.3,*/*;q=0.2',
    ],
    ['it is the only type requested', 'application/openmetrics-text'],
    ['it is requested in capitals', 'Application/OpenMetrics-Text; version=1.0.0'],
    ['it is wanted a little', 'application/openmetrics-text;q=0.01'],
    ['something else is refused', 'text/html;q=0,application/openmetrics-text'],
  ])('is OpenMetrics when %s', async (_case, accept) => {
    const { contentType, body } = await get(accept);

    expect(contentType).toBe(OPEN);
    expect(String(body)).toMatch(/# EOF\n$/);
  });

  it('is not rendered for unauthorised clients', async () => {
    const answer = await get(undefined, { access: 'token', token: 'correct-horse-battery' });

    expect(answer.status).toBe(401);
    expect(String(answer.body)).not.toContain('app_build_info');
  });
});
