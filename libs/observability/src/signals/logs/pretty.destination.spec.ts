import { prettyDestination } from './pretty.destination';

function prettyOf(line: object): string {
  const lines: string[] = [];
  prettyDestination({ write: (text) => lines.push(text) }, false).write(JSON.stringify(line));
  return lines.join('');
}

describe('a line for people', () => {
  const time = { level: 'info', timestamp: '2026-11-22T15:00:00.000Z' };

  it('says the facts of a request in one sentence', () => {
    const http = { method: 'GET', path: '/orders/7', status: 200, duration_ms: 3.25 };

    const text = prettyOf({ ...time, message: 'request completed', http, trace_id: 'abc' });

    expect(text).toContain('INFO: GET /orders/7 200 in 3.25 ms');
    expect(text).not.toContain('abc');
  });

  it('says its message, and what the app added', () => {
    const text = prettyOf({ ...time, message: 'receipt sent', extra: { orderId: 7 } });

    expect(text).toContain('INFO: receipt sent {"extra":{"orderId":7}}');
  });
});
