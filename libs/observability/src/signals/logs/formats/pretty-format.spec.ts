import { prettyFormat } from './pretty-format';

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

  it('says in front who speaks, and of which request', () => {
    const said = plain(JSON.stringify({ ...time, message: 'receipt sent', context: 'Orders' }));
    const failed = plain(
      JSON.stringify({
        ...time,
        message: 'unhandled error: no',
        http: { method: 'GET', route: '/a' },
      }),
    );

    expect(said).toContain('INFO: [Orders] receipt sent');
    expect(failed).toContain('INFO: GET /a unhandled error: no');
  });

  it('shows the stack of an error as lines, causes included', () => {
    const cause = {
      type: 'RangeError',
      message: 'far',
      traceback: 'RangeError: far\n    at b (b.ts:2)',
    };
    const traceback = 'TypeError: no cup\n    at a (a.ts:1)';
    const exception = { type: 'TypeError', message: 'no cup', traceback, cause };

    const text = plain(JSON.stringify({ ...time, message: 'failed', exception, extra: { k: 1 } }));

    expect(
      text
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual([
      'TypeError: no cup',
      'at a (a.ts:1)',
      '[cause]: RangeError: far',
      'at b (b.ts:2)',
      '',
    ]);
    expect(text.split('\n')[0]).toMatch(/INFO: failed \{"extra":\{"k":1\}\}$/);
  });

  it.each([
    [
      'the stack',
      { message: 'a', exception: { type: 'E', message: 'a', traceback: 'E: \u001b[2J\u009b' } },
    ],
    ['the message', { message: 'a\u001b[2J\u0007\u009bb' }],
    [
      'the path',
      {
        message: 'request completed',
        http: { method: 'GET', path: '/\u001b[2J\u009b', status: 404 },
      },
    ],
    ['what the app added', { message: 'a', extra: { note: '\u001b[2J\u009b\u007f' } }],
    ['the context', { message: 'a', context: '\u001b[2J\u009b' }],
  ])('lets nothing steer the terminal that a client has sent: %s', (_case, facts) => {
    const text = plain(JSON.stringify({ ...time, ...facts })).replaceAll('\n', ' ');

    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expect(text.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(text).toContain('\\u001b[2J');
    expect(text).toContain('\\u009b');
  });

  it('shows a message of several lines as one that goes on', () => {
    const text = plain(JSON.stringify({ ...time, message: 'select\r\n\t1\n[15:00] INFO: forged' }));

    expect(text.trimEnd().split('\n').slice(1)).toEqual(['        1', '    [15:00] INFO: forged']);
  });

  it('has colours only where they are wanted', () => {
    const line = JSON.stringify({ ...time, message: 'receipt sent' });

    expect(plain(line)).not.toContain('\u001b');
    expect(prettyFormat(true)(line)).toContain('\u001b');
  });
});
