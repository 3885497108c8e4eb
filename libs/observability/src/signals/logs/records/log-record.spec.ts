import { Redactor } from '../../../core';
import { recordOf } from './log-record';

describe('the record of what the app logs', () => {
  it('keeps a key named __proto__ an ordinary key', () => {
    const logged: unknown = JSON.parse('{ "__proto__": { "admin": true }, "order": 7 }');

    const record = recordOf(logged, new Redactor());

    expect(JSON.stringify(record)).toBe('{"extra":{"__proto__":{"admin":true},"order":7}}');
    expect(record).not.toHaveProperty('extra.admin');
    expect({}).not.toHaveProperty('admin');
  });
});
