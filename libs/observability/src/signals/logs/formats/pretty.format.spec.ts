import { prettyFormat } from './pretty.format';

describe('a line for people', () => {
  const time = { level: 'info', timestamp: '2026-11-22T15:00:00.000Z' };
  const plain = prettyFormat(false);

  it('says the facts of a request in one sentence', () => {
    const http = { method: 'GET', path: '/orders/7', status: 200, duration_ms: 3.25 };

    const text = plain(
      JSON.stringify({ ...time, message: 'request completed', http, trace_id: 'abc' }),
    );

    expect(text).toContain('INFO: GET /orders/7 200 in 3.25 ms');
    expect(text).not.toContain('abc');
  });

  it('says its message, and what the app added', () => {
    const text = plain(JSON.stringify({ ...time, message: 'receipt sent', extra: { orderId: 7 } }));

    expect(text).toContain('INFO: receipt sent {"extra":{"orderId":7}}');
  });

  it('has colours only where they are wanted', () => {
    const line = JSON.stringify({ ...time, message: 'receipt sent' });

    expect(plain(line)).not.toContain('\u001b');
    expect(prettyFormat(true)(line)).toContain('\u001b');
  });
});
