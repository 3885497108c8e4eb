import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { RoutingWatch } from './routing-watch';
import type { RoutedRequest } from './routing-watch';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', undefined];

let server: Server;

function request(
  headers: Record<string, string> = {},
  remoteAddress: string | undefined = '127.0.0.1',
): RoutedRequest {
  return { headers, socket: { remoteAddress } };
}

function sees(watch: RoutingWatch, ...requests: readonly RoutedRequest[]): boolean {
  watch.watch(server);
  for (const each of requests) server.emit('request', each);
  return watch.isRouted;
}

beforeEach(() => {
  // Only its events are used.
  server = new EventEmitter() as Server;
});

describe('routing', () => {
  it.each([
    'x-forwarded-for',
    'forwarded',
    'via',
    'x-real-ip',
    'x-forwarded-proto',
    'x-forwarded-port',
    'cf-connecting-ip',
  ])('is noticed by a request with the header %s', (header) => {
    expect(sees(new RoutingWatch(false), request(), request({ [header]: 'a' }))).toBe(true);
  });

  it('is noticed by a probe', () => {
    const watch = new RoutingWatch(false);

    watch.probed(request());

    expect(watch.isRouted).toBe(true);
  });

  it('is not noticed by requests that come directly', () => {
    expect(sees(new RoutingWatch(false), request(), request({}, '10.0.0.7'))).toBe(false);
  });

  it.each(LOOPBACK)('does not come from %s to a terminal', (address) => {
    const watch = new RoutingWatch(true);

    watch.probed({ headers: {}, socket: { remoteAddress: address } });

    expect(sees(watch, { headers: { via: 'a' }, socket: { remoteAddress: address } })).toBe(false);
  });

  it.each(['10.0.0.7', 'fd00::7', '1270.0.0.1'])('comes from %s to a terminal, too', (address) => {
    const watch = new RoutingWatch(true);

    watch.probed(request({}, address));

    expect(watch.isRouted).toBe(true);
  });

  it('is looked for no longer once it was noticed, or after a thousand requests', () => {
    sees(new RoutingWatch(false), request({ via: 'a' }));
    const whenNoticed = server.listenerCount('request');
    sees(new RoutingWatch(false), ...Array.from({ length: 1000 }, () => request()));

    expect([whenNoticed, server.listenerCount('request')]).toEqual([0, 0]);
  });

  it('is noticed by none of the requests that come later', () => {
    const thousand = Array.from({ length: 1000 }, () => request());

    expect(sees(new RoutingWatch(false), ...thousand, request({ via: 'a' }))).toBe(false);
  });
});

it("makes no stream of standard input, which is the app's", () => {
  const read = jest.spyOn(process, 'stdin', 'get');

  void new RoutingWatch();

  expect(read).not.toHaveBeenCalled();
  read.mockRestore();
});
