import { Redactor, REDACTED } from '../../../core';
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

  it('has its class for a name that is no text, and a text for a message that is none', () => {
    const message: Record<string, unknown> = { password: 'hunter2' };
    message['self'] = message;
    const error = Object.defineProperties(new Error('boom'), {
      name: { value: 1n },
      message: { value: message },
    });

    const record = describeIt(error);

    expect(record).toMatchObject({
      type: 'Error',
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

describe('the record of an AggregateError', () => {
  it('has its members, each with its own causes', () => {
    const member = new TypeError('refused', { cause: 'port closed' });

    const record = describeIt(new AggregateError([member, 'timeout'], 'no server answered'));

    expect(record).toMatchObject({
      type: 'AggregateError',
      message: 'no server answered',
      errors: [
        { type: 'TypeError', message: 'refused', cause: { message: 'port closed' } },
        { type: 'string', message: 'timeout' },
      ],
    });
    expect(record).not.toHaveProperty('errors_left_out');
  });

  it('has ten of a thousand members, and says how many it leaves out', () => {
    const members = Array.from({ length: 1000 }, (_, i) => new Error(`number ${i}`));

    const record = describeIt(new AggregateError(members));

    expect(record.errors).toHaveLength(10);
    expect(record.errors_left_out).toBe(990);
  });

  it('stays small when members have members and causes again', () => {
    const nest = (depth: number): Error =>
      depth === 0
        ? new Error('leaf')
        : new AggregateError(Array.from({ length: 10 }, () => nest(depth - 1)));

    const text = JSON.stringify(describeIt(nest(3)));

    expect(text.split('"type"').length).toBeLessThan(50);
  });

  it('leaves out members that throw when they are read', () => {
    const error = Object.defineProperty(new AggregateError([]), 'errors', { get: fail });

    expect(describeIt(error)).not.toHaveProperty('errors');
  });

  it('is not made of whatever an error calls its errors', () => {
    const error = Object.assign(new Error('invalid'), { errors: ['name is missing'] });

    expect(describeIt(error)).not.toHaveProperty('errors');
  });
});
