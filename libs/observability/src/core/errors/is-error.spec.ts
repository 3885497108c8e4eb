import { runInNewContext } from 'node:vm';
import { isError } from './is-error';

class OutOfPaper extends TypeError {}

describe('isError', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('boom')],
    ['one of a class of the app', new OutOfPaper('boom')],
    ['one of another realm', runInNewContext("new TypeError('boom')")],
    ['an object made on the prototype of errors', Object.create(Error.prototype)],
  ])('takes %s for an error', (_case, value) => {
    expect(isError(value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an object that looks like one', { name: 'Error', message: 'boom', stack: '' }],
    ['a text', 'Error: boom'],
    ['null', null],
    ['undefined', undefined],
  ])('takes %s for none', (_case, value) => {
    expect(isError(value)).toBe(false);
  });
});
