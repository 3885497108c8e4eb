import { createServer as createHttpServer } from 'node:http';
import type { Server as HttpServer, RequestListener } from 'node:http';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { askUrl } from '../../libs/observability/src/cli/health/ask-url';
import { readAppMessage } from '../../libs/observability/src/cli/health/app-messages';
import { readHealthPage } from '../../libs/observability/src/cli/health/health-page';
import { healthTable } from '../../libs/observability/src/cli/health/health-table';
import { post } from '../../libs/observability/src/cli/post';
import { paintNothing } from '../../libs/observability/src/cli/terminal/colour';
import { Drops, Warnings } from '../../libs/observability/src/core';
import { httpRequester } from '../../libs/observability/src/integrations/http/http-requester';
import { mergeExpositions } from '../../libs/observability/src/signals/metrics/cluster/exposition-merge';
import { PeerExpositions } from '../../libs/observability/src/signals/metrics/cluster/peer-expositions';
import { readResponse } from '../../libs/observability/src/signals/metrics/cluster/peer-protocol';
import { Rendezvous } from '../../libs/observability/src/signals/metrics/cluster/rendezvous';
import { attack, attackEach } from './attack';

const OWN =
  '# HELP a_total A.\n# TYPE a_total counter\na_total{x="1"} 1\n' +
  '# HELP h H.\n# TYPE h histogram\nh_bucket{le="+Inf"} 2\nh_sum 1\nh_count 2\n';

/** A classic page by the letter of Prometheus's text format, which refuses all of it for one wrong line. */
const LINE =
  /^(?:# HELP [a-zA-Z_:][\w:]* [^\n]*|# TYPE [a-zA-Z_:][\w:]* (?:counter|gauge|histogram|summary|untyped)|[a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\]|\\[\\"n])*"(?:,[a-zA-Z_]\w*="(?:[^"\\]|\\[\\"n])*")*)?\})? (?:[+-]?[\d.]+(?:e[+-]?\d+)?|[+-]Inf|NaN))$/;

const name = fc.oneof(
  fc.constantFrom('a_total', 'h', 'h_bucket', 'h_count', 'b', 'up', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 8 }),
);
const labels = fc.oneof(
  fc.constantFrom(
    '',
    '{}',
    '{x="1"}',
    '{x="1",x="2"}',
    '{__name__="up"}',
    '{x="1",}',
    '{x="',
    '{9="1"}',
  ),
  fc.string({ maxLength: 12 }).map((text) => `{${text}}`),
);
const value = fc.oneof(
  fc.constantFrom('1', '-1', '1e400', '0x1', 'Infinity', '+Inf', 'NaN', '1 2', '1 # {x="1"} 1', ''),
  fc.string({ maxLength: 6 }),
);
const sample = fc.tuple(name, labels, value).map(([n, l, v]) => `${n}${l} ${v}`);
const head = fc
  .tuple(
    fc.constantFrom('HELP', 'TYPE', 'UNIT', 'EOF', ''),
    name,
    fc.oneof(value, fc.constantFrom('counter', 'gauge', 'bogus')),
  )
  .map(([kind, n, text]) => `# ${kind} ${n} ${text}`);
const page = fc
  .array(fc.oneof(head, sample, fc.string(), fc.constantFrom('# TYPE b counter', 'b 1')), {
    maxLength: 30,
  })
  .map((lines) => lines.join('\n'));
const rules = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(name, fc.oneof(fc.constantFrom('max', 'omit', 'sum'), fc.jsonValue())),
);

async function merged(text: string): Promise<string> {
  const peer = (() => {
    try {
      return readResponse(text);
    } catch {
      // Such a worker is left out and counted.
      return undefined;
    }
  })();
  const own = { exposition: OWN, rules: {} };
  return (await mergeExpositions(peer ? [own, peer] : [own])).toString();
}

/** All that a worker answers to the text. */
function said(path: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => (answer += piece));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (response.write(Buffer.alloc(65_536, '[')));
    response.once('drain', more);
  };
  more();
};

describe('a worker that is confused or hostile', () => {
  attack(
    'L5',
    'whatever it answers, the page of all workers can be read by Prometheus',
    fc.tuple(rules, page),
    async ([ofGauges, text]) => {
      const joint = await merged(`${JSON.stringify({ form: 1, rules: ofGauges })}\n${text}`);

      const lines = joint.replace(/\n$/, '').split('\n');
      for (const line of lines) expect(line).toMatch(LINE);
      const series = lines
        .filter((line) => !line.startsWith('#'))
        .map((line) => line.slice(0, line.lastIndexOf(' ')));
      const heads = lines
        .filter((line) => line.startsWith('#'))
        .map((line) => line.split(' ', 3).join(' '));
      expect(new Set(series).size).toBe(series.length);
      expect(new Set(heads).size).toBe(heads.length);
      for (const own of ['a_total{x="1"} ', 'h_bucket{le="+Inf"} ', 'h_sum ', 'h_count ']) {
        expect(joint).toContain(`\n${own}`);
      }
      expect(joint).not.toMatch(/__name__|\{x="\d",x=/);
    },
  );

  attack(
    'L5',
    'an answer of any bytes is read or refused, and never believed',
    fc.uint8Array({ maxLength: 2000 }),
    async (bytes) => {
      expect(await merged(Buffer.from(bytes).toString())).toBe(OWN);
    },
  );
});

describe('what listens at the socket of a worker', () => {
  let base: string;
  let drops: Drops;
  let pages: PeerExpositions;
  const servers: Server[] = [];

  beforeEach(async () => {
    base = mkdtempSync(join(tmpdir(), 'peers-'));
    drops = new Drops();
    const source = {
      exposition: () => Promise.resolve(Buffer.from(OWN)),
      aggregations: () => ({}),
    };
    const place = new Rendezvous(base, join(base, '1'), '1-1');
    pages = new PeerExpositions(source, drops, new Warnings(() => undefined), place);
    await pages.start();
  });

  afterEach(() => {
    pages.stop();
    for (const server of servers.splice(0)) server.close();
    rmSync(base, { recursive: true, force: true });
  });

  async function listens(behave: (socket: Socket) => void, path = join(base, '1', 'odd.sock')) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      behave(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
  }

  const flood = Buffer.alloc(1024 * 1024, 'x');
  const behaviours: Record<string, (socket: Socket) => void> = {
    'says nothing': () => undefined,
    'never stops': (socket) => {
      const more = (): void => {
        while (socket.write(flood));
        socket.once('drain', more);
      };
      more();
    },
    'sends a byte now and then': (socket) => {
      const timer = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(timer));
    },
    'has rules that are null': (socket) =>
      socket.end('{"form":1,"rules":null}\n# TYPE b counter\nb 1\n'),
    'has a head without end': (socket) => socket.end(`{"form":1,"rules":{"a":"${'x'.repeat(2e6)}`),
    'has a head that is null': (socket) => socket.end('null\n'),
    'hangs up': (socket) => socket.destroy(),
  };

  attackEach(
    'L5',
    'costs its own part of the sum only, within two seconds',
    Object.keys(behaviours),
    async (how) => {
      await listens(
        behaviours[how] ?? (() => undefined),
        join(base, '1', `${how.replaceAll(' ', '')}.sock`),
      );
      const begin = performance.now();

      expect((await pages.exposition()).toString()).toBe(OWN);
      expect(performance.now() - begin).toBeLessThan(2000);
      for (const server of servers.splice(0)) server.close();
    },
  );

  attackEach('L5', 'is not queried where it is a link out of the folder', ['outside'], async () => {
    let asked = 0;
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    await listens(() => (asked += 1), join(outside, 'other.sock'));
    symlinkSync(join(outside, 'other.sock'), join(base, '1', 'link.sock'));

    await pages.exposition();

    expect(asked).toBe(0);
    rmSync(outside, { recursive: true });
  });

  attackEach(
    'L5',
    'is not queried once others can enter the folder',
    [0o755, 0o777, 0o701],
    async (mode) => {
      let asked = 0;
      const folder = join(base, String(mode));
      mkdirSync(folder, { mode });
      const place = new Rendezvous(base, folder, '1-1');
      await listens(() => (asked += 1), join(folder, 'odd.sock'));

      expect(place.others()).toEqual([]);
      expect(() => place.open()).toThrow('accessible to other users');
      expect(asked).toBe(0);
    },
  );

  attack(
    'L5',
    'a worker answers a question once, and nothing else at all',
    fc.string({ maxLength: 200 }).filter((text) => !/^(?:prometheus|openmetrics)\n/.test(text)),
    async (text) => {
      const socketName = join(base, '1', '1-1.sock');
      expect(existsSync(socketName)).toBe(true);

      expect(await said(socketName, `${text}\n`)).toBe('');
    },
    { runs: 50 },
  );

  attackEach(
    'L5',
    'a flood of questions on one connection is one question',
    [1000],
    async (times) => {
      const answer = await said(join(base, '1', '1-1.sock'), 'prometheus\n'.repeat(times));

      expect(answer).toBe(`{"form":1,"rules":{}}\n${OWN}`);
    },
  );
});

describe('the page that the health command reads', () => {
  const check = fc.record(
    {
      name: fc.jsonValue(),
      status: fc.oneof(fc.constantFrom('healthy', 'degraded', 'unhealthy'), fc.jsonValue()),
      critical: fc.jsonValue(),
      message: fc.oneof(fc.string(), fc.jsonValue()),
      response_time_ms: fc.oneof(fc.double(), fc.jsonValue()),
      details: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(
          fc.string(),
          fc.oneof(fc.jsonValue(), fc.constant({ toString: 1, valueOf: 1 })),
        ),
      ),
    },
    { requiredKeys: [] },
  );
  const body = fc.record({
    status: fc.constantFrom('healthy', 'degraded', 'unhealthy'),
    checks: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(check, fc.jsonValue()), { maxLength: 8 })),
    version: fc.jsonValue(),
    timestamp: fc.jsonValue(),
  });

  attack(
    'L5',
    'becomes a table whatever another program answers',
    body,
    (given) => {
      const shown = readHealthPage(JSON.parse(JSON.stringify(given)));

      const table = shown && healthTable(shown, { columns: 80, paint: paintNothing });
      expect(table).toBeInstanceOf(Array);
    },
    { runs: 60 },
  );

  attack('L5', 'is none when it is any other JSON', fc.jsonValue(), (given) => {
    const shown = readHealthPage(given);

    if (shown) expect(['healthy', 'degraded', 'unhealthy']).toContain(shown.status);
  });

  attack(
    'L5',
    'is not taken from a message that the app sends its process manager',
    fc.jsonValue(),
    (given) => {
      const message = readAppMessage(given);

      expect(message).toBeUndefined();
      expect(readAppMessage({ body: { status: 'healthy' } })).toBeUndefined();
      expect(readAppMessage('ready')).toBeUndefined();
    },
  );

  const huge: Record<string, string> = {
    'a million checks': JSON.stringify({ status: 'healthy', checks: Array(1e6).fill(1) }),
    'a name of 3 MB': JSON.stringify({ status: 'healthy', checks: [{ name: 'x '.repeat(15e5) }] }),
    'a detail of 3 MB': JSON.stringify({
      status: 'healthy',
      checks: [{ details: { a: 'x'.repeat(3e6) } }],
    }),
  };
  attackEach('L5', 'is shown in no time, however large it is', Object.keys(huge), (which) => {
    const shown = readHealthPage(JSON.parse(huge[which] ?? ''));
    const begin = performance.now();

    expect(shown && healthTable(shown, { columns: 80, paint: paintNothing }).length).toBeLessThan(
      10_000,
    );
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe('a server that the command or a check asks', () => {
  const servers: HttpServer[] = [];
  let followed: number;

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(listener: RequestListener): Promise<URL> {
    const server = createHttpServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`);
  }

  async function redirecting(status: number): Promise<URL> {
    followed = 0;
    const other = await serve((_request, response) => {
      followed += 1;
      response.end('{"status":"healthy"}');
    });
    return serve((_request, response) =>
      response.writeHead(status, { location: other.href }).end(),
    );
  }

  attackEach(
    'L5',
    'is not followed with a token to where it redirects',
    [301, 302, 303, 307, 308],
    async (status) => {
      const url = await redirecting(status);
      const api = { name: 'Sentry', base: url, token: 'secret', hint: '' };

      await expect(askUrl(url, { token: 'secret', timeoutMs: 2000 })).rejects.toThrow(
        'Redirects are not followed',
      );
      await expect(post(api, '/', {}, AbortSignal.timeout(2000))).rejects.toThrow(String(status));
      const { status: seen } = await httpRequester(url.href)(
        { url: url.href, method: 'GET', headers: {} },
        AbortSignal.timeout(2000),
      );
      expect([seen, followed]).toEqual([status, 0]);
    },
  );

  attackEach(
    'L5',
    'is left when its answer does not end',
    ['command', 'check', 'deploy'],
    async (who) => {
      const url = await serve(endless);
      const begin = performance.now();

      if (who === 'command') {
        await expect(askUrl(url, { token: undefined, timeoutMs: 5000 })).rejects.toThrow(
          'no health page',
        );
      } else if (who === 'check') {
        await httpRequester(url.href)(
          { url: url.href, method: 'GET', headers: {} },
          AbortSignal.timeout(5000),
        );
      } else {
        await post(
          { name: 'Grafana', base: url, token: 't', hint: '' },
          '/',
          {},
          AbortSignal.timeout(5000),
        );
      }
      expect(performance.now() - begin).toBeLessThan(4000);
    },
  );

  attackEach(
    'L5',
    'is no health page when it is nested without end',
    ['[', '{"a":'],
    async (part) => {
      const url = await serve((_request, response) =>
        response.end(`{"status":"healthy","checks":${part.repeat(200_000)}`),
      );
      const closed = await serve((_request, response) =>
        response.end(`{"status":"healthy","checks":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
      );

      await expect(askUrl(url, { token: undefined, timeoutMs: 5000 })).rejects.toThrow(
        'no health page',
      );
      await expect(askUrl(closed, { token: undefined, timeoutMs: 5000 })).rejects.toThrow(
        'no health page',
      );
    },
  );
});
