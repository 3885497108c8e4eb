import { EmailDestination } from './email-destination';
import type { Mail } from '../../../export/mail/smtp-mailer';

const MINUTE_MS = 60_000;

describe('mails about errors', () => {
  let mails: Mail[];
  let failure: Error | undefined;
  let warnings: string[];
  let destination: EmailDestination;

  beforeEach(() => {
    jest.useFakeTimers();
    mails = [];
    failure = undefined;
    warnings = [];
    const mailer = {
      close: () => undefined,
      send: async (mail: Mail) => {
        if (failure) throw failure;
        mails.push(mail);
      },
    };
    destination = new EmailDestination({
      mailer,
      name: 'mail',
      sender: 'shop production',
      from: 'shop@example.org',
      to: ['admin@example.org'],
      minIntervalMs: MINUTE_MS,
      warn: (message) => warnings.push(message),
    });
  });

  afterEach(() => {
    destination.close();
    jest.useRealTimers();
  });

  it('go out within a second or so, with what happened, where and when', async () => {
    destination.write(lineOf('order 7 failed', { request_id: 'r-7' }));
    await jest.advanceTimersByTimeAsync(1000);

    expect(mails).toEqual([
      {
        from: 'shop@example.org',
        to: ['admin@example.org'],
        subject: '[shop production] 1 error: order 7 failed',
        text: [
          'ERROR app: order 7 failed',
          '2026-11-24T09:00:00.000Z',
          'request r-7',
          'RangeError: no tea\n        at order (shop.js:1:1)',
        ].join('\n'),
      },
    ]);
  });

  it('tell of a storm in one digest a minute, and lose no number', async () => {
    for (let i = 0; i < 1000; i += 1) destination.write(lineOf(`order ${i} failed`));
    await jest.advanceTimersByTimeAsync(1000);
    for (let i = 0; i < 500; i += 1) destination.write(lineOf(`order ${i} failed`));
    await jest.advanceTimersByTimeAsync(MINUTE_MS - 2);
    const before = mails.length;
    await jest.advanceTimersByTimeAsync(1000);

    expect(before).toBe(1);
    expect(mails.map(({ subject }) => subject)).toEqual([
      '[shop production] 1000 errors: order 0 failed',
      '[shop production] 500 errors: order 0 failed',
    ]);
    expect(mails[0]?.text).toContain('1000 times, 2026-11-24T09:00:00.000Z to');
  });

  it('stay short whatever comes', async () => {
    for (let i = 0; i < 1000; i += 1) {
      const kind =
        String.fromCharCode(97 + (i % 26)) + String.fromCharCode(97 + Math.floor(i / 26));
      destination.write(lineOf(`${kind} ${'x'.repeat(100_000)}`));
    }
    await jest.advanceTimersByTimeAsync(1000);

    expect(mails[0]?.text).toContain('980 more errors of other kinds are in the log.');
    expect(mails[0]?.text.length).toBeLessThan(200_000);
    expect(mails[0]?.subject.length).toBeLessThanOrEqual(120);
  });

  it('have no header in their subject that a message put there', async () => {
    destination.write(lineOf('failed\r\nBcc: someone@example.org'));
    await jest.advanceTimersByTimeAsync(1000);

    expect(mails[0]?.subject).toBe('[shop production] 1 error: failed Bcc: someone@example.org');
  });

  it('are retried with the next errors when the server fails, which is reported once', async () => {
    failure = Object.assign(new Error('refused password=x'), { code: 'ECONNECTION' });
    destination.write(lineOf('one'));
    await jest.advanceTimersByTimeAsync(1000);
    failure = undefined;
    destination.write(lineOf('two'));
    await jest.advanceTimersByTimeAsync(MINUTE_MS);

    expect(mails.map(({ subject }) => subject)).toEqual(['[shop production] 1 error: two']);
    expect(warnings).toEqual([
      'The log destination "mail" cannot send mails (ECONNECTION); the errors are in the other destinations.',
      'The log destination "mail" sends mails again.',
    ]);
  });

  it('go out before the app ends, if one is allowed', async () => {
    destination.write(lineOf('the last one'));
    const ended = destination.flush(1000);
    await jest.advanceTimersByTimeAsync(100);
    await ended;

    expect(mails).toHaveLength(1);
  });
});

function lineOf(message: string, fields: object = {}): string {
  const traceback = 'RangeError: no tea\n    at order (shop.js:1:1)';
  const exception = { type: 'RangeError', message: 'no tea', traceback };
  const record = { level: 'error', timestamp: '2026-11-24T09:00:00.000Z', logger: 'app' };
  return `${JSON.stringify({ ...record, ...fields, message, exception })}\n`;
}
