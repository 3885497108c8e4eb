import type { IncomingMessage } from 'node:http';
import { accessBy } from './testing/access-by';
import { resultOf } from '../health/testing/health-results';
import { aggregate } from '../health';
import type { Availability } from '../health';
import { healthDetail } from './health-detail';

const REQUEST = { url: '/health/detail', headers: {}, socket: {} } as IncomingMessage;

async function detailWhile(state: Availability): Promise<{ status: number; body: string }> {
  const service = { name: 'shop', version: '1', environment: 'test' };
  const endpoint = healthDetail(
    {
      service: { service, report: () => Promise.resolve(aggregate([resultOf('database')])) },
      access: accessBy({ access: 'open' }),
      history: { all: () => [] },
      availability: { state, reason: undefined },
      conditions: () => [],
    },
    '/health/detail',
  );
  const { status, body } = await endpoint.answer(REQUEST);
  return { status, body: String(body) };
}

describe('the page of details', () => {
  it.each<[Availability, number, string]>([
    ['ready', 200, 'healthy'],
    ['not-ready', 200, 'healthy'],
    ['stopping', 503, 'unhealthy'],
  ])('judges as /health does while the app is %s: %d', async (state, status, word) => {
    const detail = await detailWhile(state);

    expect(detail.status).toBe(status);
    expect(detail.body).toContain(`"status":"${word}"`);
  });
});
