import { Redactor, REDACTED } from '../../core';
import { describeException } from './exception-record';
import type { ExceptionRecord } from './exception-record';

const describeIt = (thrown: unknown): ExceptionRecord => describeException(thrown, new Redactor());

/** The messages of an exception and its causes. */
function messagesOf(record: ExceptionRecord | undefined): string[] {
  return record ? [record.message, ...messagesOf(record.cause)] : [];
}

function fail(): never {
  throw new Error('no');
}

describe('the record of an exception', () => {
  it('has its type, message and stack', () => {
    const error = new RangeError('too far');

    const record = describeIt(error);

    expect(record).toEqual({ type: 'RangeError', message: 'too far', traceback: error.stack });
  });

  it('has the chain of its causes', () => {
    const cause = new TypeError('reply is empty', { cause: 'socket hang up' });

    const record = describeIt(new Error('cannot pay', { cause }));

    expect(record.cause).toMatchObject({
      type: 'TypeError',
      message: 'reply is empty',
      traceback: cause.stack,
      cause: { type: 'string', message: 'socket hang up' },
    });
  });

  it('ends a chain of causes that goes round', () => {
    const error = new Error('boom');
    error.cause = error;

    const messages = messagesOf(describeIt(error));

    expect(messages).toEqual(Array(6).fill('boom'));
  });

  it('shows no secret at any place', () => {
    const cause = new Error('redis://:hunter2@cache is down');

    const record = describeIt(new Error('GET /a?token=hunter2', { cause }));

    expect(JSON.stringify(record)).toContain(REDACTED);
    expect(JSON.stringify(record)).not.toContain('hunter2');
  });

  it('leaves out what throws when it is read', () => {
    const error = new Error('boom');
    for (const key of ['stack', 'name', 'message', 'cause']) {
      Object.defineProperty(error, key, { get: fail });
    }

    const record = describeIt(error);

    expect(record).toEqual({ type: 'Error', message: '' });
  });

  it('has a text for a name and a message that are none', () => {
    const message: Record<string, unknown> = { password: 'hunter2' };
    message['self'] = message;
    const error = Object.defineProperties(new Error('boom'), {
      name: { value: 1n },
      message: { value: message },
    });

    const record = describeIt(error);

    expect(record).toMatchObject({
      type: '1',
      message: `{"password":"${REDACTED}","self":"[Circular]"}`,
    });
  });

  it.each<[string, unknown, ExceptionRecord]>([
    ['a text', 'boom', { type: 'string', message: 'boom' }],
    ['undefined', undefined, { type: 'undefined', message: 'undefined' }],
    ['null', null, { type: 'object', message: 'null' }],
    ['a number', 7, { type: 'number', message: '7' }],
    ['a BigInt', 7n, { type: 'bigint', message: '7' }],
    ['an object', { code: 7 }, { type: 'object', message: '{"code":7}' }],
    [
      'an object with a secret',
      { token: 'hunter2' },
      { type: 'object', message: `{"token":"${REDACTED}"}` },
    ],
  ])('is made of %s as well', (_case, thrown, record) => {
    expect(describeIt(thrown)).toEqual(record);
  });
});
