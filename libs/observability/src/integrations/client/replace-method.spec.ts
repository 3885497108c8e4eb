import { Observer } from '../../core';
import { wrapMethod } from './replace-method';

class Client {
  calls: unknown[] = [];

  query(text: string): string {
    this.calls.push(this);
    return `rows of ${text}`;
  }
}

const before = Client.prototype.query;
let client: Client;
let seen: string[];

function observe(app: string): Observer {
  const observer = new Observer([]);
  wrapMethod(client, 'query', observer, (query, self, args) => {
    seen.push(app);
    return query.apply(self, args);
  });
  return observer;
}

beforeEach(() => {
  client = new Client();
  seen = [];
});

describe('a method that is wrapped', () => {
  it('is called once, on the client, and each app hears of it', () => {
    observe('one');
    observe('other');

    expect(client.query('tea')).toBe('rows of tea');
    expect(client.calls).toEqual([client]);
    expect(seen.toSorted()).toEqual(['one', 'other']);
  });

  it('may be called without its client', () => {
    observe('one');
    const { query } = client;

    expect(query('tea')).toBe('rows of tea');
    expect(client.calls).toEqual([client]);
  });

  it('is called on the view of the client that the app has', () => {
    observe('one');
    const view = Object.create(client) as Client;

    view.query('tea');

    expect(client.calls[0]).toBe(view);
  });

  it.each([
    ['one', 'other'],
    ['other', 'one'],
  ])('is as it was when the apps have ended, first %s', (first, second) => {
    const apps = new Map(['one', 'other'].map((name) => [name, observe(name)]));

    apps.get(first)?.close();
    client.query('tea');
    apps.get(second)?.close();
    client.query('tea');

    expect(seen).toEqual([second]);
    expect(client.query).toBe(before);
    expect(Object.hasOwn(client, 'query')).toBe(false);
  });

  it('is its own again where it was its own', () => {
    const own = jest.fn();
    Object.defineProperty(client, 'query', { value: own, writable: false, configurable: true });

    observe('one').close();

    expect(Object.getOwnPropertyDescriptor(client, 'query')).toMatchObject({
      value: own,
      writable: false,
      enumerable: false,
    });
  });

  it('stays with the wrapper that somebody else has put around it, and does nothing more', () => {
    const app = observe('one');
    const { query } = client;
    const others = (text: string): string => `traced ${query.call(client, text)}`;
    client.query = others;

    app.close();

    expect(client.query).toBe(others);
    expect(client.query('tea')).toBe('traced rows of tea');
    expect(seen).toEqual([]);
  });

  it('is left alone where there is none', () => {
    wrapMethod(client, 'stream', new Observer([]), () => undefined);

    expect('stream' in client).toBe(false);
  });
});
