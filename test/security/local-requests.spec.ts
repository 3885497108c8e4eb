import * as fc from 'fast-check';
import {
  isLocalRequest,
  isLoopbackHost,
} from '../../libs/observability/src/endpoints/local-request';
import { resolveOptions } from '../../libs/observability/src/module/options/resolve-options';
import { attack } from './attack';

const DEVELOPMENT = ['development', 'test', 'dev', 'local'];

/** A word in other cases, cut, doubled, or with something around it. */
function spellingsOf(words: readonly string[]): fc.Arbitrary<string> {
  const recased = fc.constantFrom(...words).chain((word) => fc.mixedCase(fc.constant(word)));
  const around = fc.constantFrom('', ' ', '\n', '-', '1', 's', '.');
  return fc
    .tuple(around, recased, around, fc.nat({ max: 1 }))
    .map(([before, word, after, cut]) => before + word.slice(0, word.length - cut) + after);
}

const nodeEnv = fc.oneof(
  spellingsOf([...DEVELOPMENT, 'production', 'prod', 'staging', 'live', 'qa', 'preview']),
  fc.constantFrom('', 'production', 'null', 'undefined', 'true', '0'),
  fc.string(),
);

const ownHost = fc
  .tuple(
    fc.oneof(
      fc.mixedCase(fc.constantFrom('localhost', 'shop.localhost', 'a.b-c.localhost')),
      fc.ipV4().map((ip) => ip.replace(/^\d+/, '127')),
      fc.constant('[::1]'),
    ),
    fc.oneof(
      fc.constant(''),
      fc.nat({ max: 65_535 }).map((port) => `:${port}`),
    ),
  )
  .map((parts) => parts.join(''));

const FOREIGN_HOSTS = [
  'evil.com',
  'localhost.evil.com',
  '127.0.0.1.nip.io',
  'evil-localhost',
  'localhostx',
  'localhost.',
  'localhost.:3000',
  '127.0.0.1.',
  '[::1]evil',
  'evil[::1]',
  '::1',
  '[::ffff:8.8.8.8]',
  '[::2]',
  '128.0.0.1',
  '0.0.0.0',
  '10.0.0.1',
  '169.254.169.254',
  '2130706433',
  '127.0.0.256',
  '0x7f.0.0.1',
  'localhost:80@evil.com',
  'evil.com#localhost',
  'evil.com/localhost',
  'evil.com?.localhost',
  'evil.com\\.localhost',
  'evil.com:.localhost',
  'user@localhost',
  'localhost, evil.com',
  'localhost evil.com',
  'localhost:80:80',
  'localhost:',
  'localhost:port',
  'localhost:123456',
  'ｌocalhost',
  'local\u0000host',
  '.localhost',
  '-..localhost',
  '',
];
const foreignHost = fc.oneof(
  fc.constantFrom(...FOREIGN_HOSTS),
  fc.domain().filter((name) => !name.endsWith('localhost')),
  fc.tuple(ownHost, fc.domain()).map(([own, domain]) => `${own.replace(/:\d+$/, '')}.${domain}`),
  fc.tuple(fc.domain(), ownHost).map(([domain, own]) => `${domain}@${own}`),
  fc.ipV4().filter((ip) => !ip.startsWith('127.')),
);

const ownPeer = fc.oneof(
  fc.ipV4().map((ip) => ip.replace(/^\d+/, '127')),
  fc.constantFrom('::1', '::ffff:127.0.0.1', '::ffff:127.9.8.7'),
);
const foreignPeer = fc.oneof(
  fc.ipV4().filter((ip) => !ip.startsWith('127.')),
  fc.ipV6().filter((ip) => !/^[0:]*1$/.test(ip) && !/^[0:]*(ffff:)?(7f|127\.)/i.test(ip)),
  fc
    .ipV4()
    .filter((ip) => !ip.startsWith('127.'))
    .map((ip) => `::ffff:${ip}`),
  fc.constantFrom(undefined, '', 'localhost', '127.0.0.1.evil.com', '::2', 'fe80::1%lo'),
);

const forwarded = fc.tuple(
  fc.constantFrom(
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-anything',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
  ),
  fc.constantFrom('127.0.0.1', '', 'for=127.0.0.1', 'localhost', '203.0.113.9'),
);

/** A fault in a request of this machine, as a change to it. */
type Fault = (request: Asked) => Asked;
interface Asked {
  readonly peer: string | undefined;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, string>>;
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  foreignPeer.map((peer): Fault => (asked) => ({ ...asked, peer })),
  foreignHost.map(
    (host): Fault =>
      (asked) =>
        withHeader(asked, 'host', host),
  ),
  foreignHost.map(
    (host): Fault =>
      (asked) =>
        withHeader(asked, ':authority', host),
  ),
  forwarded.map(
    ([name, value]): Fault =>
      (asked) =>
        withHeader(asked, name, value),
  ),
  fc.constantFrom('cross-site', 'same-site', 'Same-Origin', '', 'null').map(
    (site): Fault =>
      (asked) =>
        withHeader(asked, 'sec-fetch-site', site),
  ),
  fc.constantFrom('null', 'http://evil.com', 'http://localhost:1', 'file://', '').map(
    (origin): Fault =>
      (asked) =>
        withHeader(asked, 'origin', origin),
  ),
  fc.constant<Fault>((asked) => ({ ...asked, httpVersion: '1.0' })),
);

const asked: fc.Arbitrary<Asked> = fc.record({
  peer: ownPeer,
  httpVersion: fc.constantFrom('1.1', '2.0'),
  headers: fc
    .tuple(ownHost, fc.constantFrom(undefined, 'none', 'same-origin'), fc.boolean())
    .map(([host, site, hasOrigin]) => ({
      host,
      ...(site && { 'sec-fetch-site': site }),
      ...(hasOrigin && { origin: `http://${host}` }),
    })),
});

function withHeader(request: Asked, name: string, value: string): Asked {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function isLocal({ peer, ...rest }: Asked): boolean {
  return isLocalRequest({ ...rest, socket: { remoteAddress: peer } });
}

describe('who reads metrics and details', () => {
  attack(
    'H7',
    'no value of NODE_ENV but a word of developers leaves them to anyone without a key',
    fc.record({
      word: nodeEnv,
      name: fc.option(nodeEnv, { nil: undefined }),
      isTerminal: fc.boolean(),
    }),
    ({ word, name, isTerminal }) => {
      const env = { NODE_ENV: word, SENTRY_ENVIRONMENT: name };
      const { access } = resolveOptions({}, env, isTerminal).endpoints;
      const isSaid = DEVELOPMENT.includes(word) || (word === '' && isTerminal);
      const isDenied = Boolean(name) && !DEVELOPMENT.includes(name ?? '');

      expect(new Set(Object.values(access))).toEqual(
        new Set([isSaid && !isDenied ? 'local' : 'closed']),
      );
    },
    { runs: 500 },
  );

  attack(
    'H7',
    'a wrong word in OBSERVABILITY_ACCESS opens nothing, and is not repeated',
    spellingsOf(['open', 'token', 'closed', 'local', 'guard', 'true']),
    (word) => {
      fc.pre(!['open', 'token', 'closed', ''].includes(word));
      const env = { NODE_ENV: 'development', OBSERVABILITY_ACCESS: word };
      const { access, warnings } = resolveOptions({}, env).endpoints;

      expect(access).toEqual({ metrics: 'closed', details: 'closed' });
      expect(warnings).toEqual([expect.stringContaining('OBSERVABILITY_ACCESS is not one of')]);
    },
  );

  attack(
    'H7',
    'a request of this machine with any fault in its peer, names, proxies or origin is none',
    fc.tuple(asked, fault),
    ([request, spoil]) => {
      expect(isLocal(request)).toBe(true);
      expect(isLocal(spoil(request))).toBe(false);
    },
    { runs: 3000 },
  );

  attack(
    'M9',
    'a Host name that is taken for this machine is resolved to this machine by the rules of URLs',
    fc.oneof(foreignHost, ownHost, fc.string(), fc.webAuthority()),
    (host) => {
      if (!isLoopbackHost(host)) return;
      const { hostname } = new URL(`http://${host}/`);

      expect(hostname).toMatch(/^(([\w-]+\.)*localhost|127(\.\d+){3}|\[::1\])$/);
    },
    { runs: 5000 },
  );
});
