import { core } from './library';
import type { Row } from './subject';
import type { Timer } from './timer';

/** About 10 KB as JSON, with a few secrets, as an app logs it. */
const OBJECT = {
  user: { id: 7, email: 'ada@example.com', password: 'hunter2', token: 'abc' },
  request: { headers: { authorization: 'Bearer abcdefgh12345678', accept: '*/*' } },
  items: Array.from({ length: 66 }, (_, i) => ({
    id: i,
    name: `item number ${i}`,
    note: 'a sentence about the item that is long enough to be read by somebody',
    price: { amount: i * 1.5, currency: 'EUR' },
  })),
};

const SENTENCE = 'a sentence about the item that is long enough to be read by somebody';
const STACK = new Error('the item is out of stock').stack ?? '';

/** A safe copy of a 10 KB object, against copies that are not safe. */
export async function redaction(time: Timer): Promise<Row[]> {
  const redactor = new core.Redactor();
  const kilobytes = Math.round(JSON.stringify(OBJECT).length / 1000);
  return [
    row('JSON.stringify alone', kilobytes, await time(() => JSON.stringify(OBJECT))),
    row('structuredClone', kilobytes, await time(() => structuredClone(OBJECT))),
    row('ours, redacted copy', kilobytes, await time(() => redactor.value(OBJECT))),
    text('a sentence', await time(() => redactor.text(SENTENCE))),
    text('a sentence with a secret', await time(() => redactor.text(`${SENTENCE} password=x`))),
    text('a stack trace', await time(() => redactor.text(STACK))),
    text('a path', await time(() => redactor.urlOfRoute('/orders/4711', '/orders/:id'))),
    text(
      'a path with a secret',
      await time(() => redactor.urlOfRoute('/reset/abc', '/reset/:token')),
    ),
  ];
}

function text(name: string, nanoseconds: number): Row {
  return { group: 'redaction of a text', name, nanoseconds };
}

function row(name: string, kilobytes: number, nanoseconds: number): Row {
  return { group: `redaction of ${kilobytes} KB`, name, nanoseconds };
}
