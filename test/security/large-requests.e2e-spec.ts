import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { MeasuredProcess } from '../support/measured.process';
import { SentryReceiver } from '../support/sentry-receiver';
import { attackEach } from './attack';
import { framed, PARTS } from './corpus/adversarial-parts';

const MB = 1_000_000;
const KB = 1000;
/** Promised is 20 ms; a machine that runs tests may be slow and has others to serve. */
const MAX_HOLD_MS = 100;
/** Promised is twice the plain one. */
const MAX_RATIO = 4;
const TRIES = 3;
const REQUESTS = 30;

interface Sent {
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

interface Shape {
  readonly shape: string;
  /** Of the text that fills the request. */
  readonly length: number;
  readonly sent: (text: string) => Sent;
  readonly takes?: RegExp;
}

const BOUNDARY = 'boundary';
const IN_ADDRESS = /^[!-~]+$/;
const IN_HEADER = /^[ -~]+$/;

const SHAPES: readonly Shape[] = [
  {
    shape: 'JSON of one text',
    length: MB,
    sent: (text) => ofType('application/json', JSON.stringify({ text })),
  },
  {
    shape: 'JSON of many texts',
    length: MB,
    sent: (text) => ofType('application/json', JSON.stringify({ list: text.match(/[^]{1,40}/g) })),
  },
  {
    shape: 'form',
    length: MB,
    sent: (text) =>
      ofType(
        'application/x-www-form-urlencoded',
        `text=${encodeURIComponent(wellFormed(text)).slice(0, MB)}`,
      ),
  },
  {
    shape: 'multipart',
    length: MB,
    sent: (text) =>
      ofType(
        `multipart/form-data; boundary=${BOUNDARY}`,
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="text"\r\n\r\n${text}\r\n--${BOUNDARY}--`,
      ),
  },
  {
    shape: 'GraphQL',
    length: MB,
    sent: (text) => ({
      ...ofType('application/json', JSON.stringify({ query: `query A { a(b: "${text}") }` })),
      path: '/graphql',
    }),
  },
  {
    shape: 'address',
    length: 16 * KB,
    sent: (text) => ({ path: `/fail?text=${text}` }),
    takes: IN_ADDRESS,
  },
  {
    shape: 'headers',
    length: 5 * KB,
    sent: (text) => ({
      path: '/fail',
      headers: { 'user-agent': text, referer: text, 'x-request-id': text },
    }),
    takes: IN_HEADER,
  },
];

const ALL_PARTS = ['y', ...PARTS];
/** What cost most when all of them were tried. */
const DEAR_PARTS = [
  'y', '"', '\\"', '%25', '%253D', '%2', '{', 'a=a&', 'password=', 'a: ', '@a', 'a@b.c', '://a:b@',
  '4111 1111 1111 111', '-----BEGIN ', 'eyJa.', '\n    at ', 'at a (/b.js:1:1)\n', '密', '\u0000',
]; // prettier-ignore
const partsTried = process.env['ALL_PARTS'] ? ALL_PARTS : DEAR_PARTS;

describe.each(['Express', 'Fastify'] as const)('large requests on %s', (platform) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let sentry: SentryReceiver;
  let observed: MeasuredProcess;
  let alone: MeasuredProcess;
  const figures: string[] = [];

  beforeAll(async () => {
    sentry = await SentryReceiver.start();
    const env = { SENTRY_DSN: sentry.dsn };
    observed = await MeasuredProcess.start({ platform, isObserved: true, env });
    alone = await MeasuredProcess.start({ platform, isObserved: false, env: {} });
    for (const { sent, length } of SHAPES) {
      for (const app of [observed, alone])
        for (let i = 0; i < 5; i += 1) await send(app, sent('y'.repeat(length)));
    }
  });

  afterAll(async () => {
    process.stdout.write(figures.join('\n') + '\n');
    agent.destroy();
    await observed.stop();
    await alone.stop();
    await sentry.stop();
  });

  attackEach(
    'M7',
    `no request of a megabyte holds the event loop for long (${platform})`,
    SHAPES,
    async ({ shape, length, sent, takes }) => {
      let worst = { part: '', ms: 0, plain: 0 };
      for (const part of partsTried) {
        if (takes && !takes.test(part)) continue;
        const it = sent(framed(['', part, ''])(length));
        const ms = await leastHold(observed, it);
        if (ms > worst.ms) worst = { part, ms, plain: await leastHold(alone, it) };
      }
      figures.push(`${platform} ${shape}: ${JSON.stringify(worst)}`);
      assert.ok(worst.ms - worst.plain < MAX_HOLD_MS, JSON.stringify(worst));
    },
  );

  attackEach(
    'M8',
    `an address of 2 KB costs hardly more than a plain one (${platform})`,
    ['/fail', '/fine'],
    async (path) => {
      const sentOf = (part: string): Sent => ({
        path: `${path}?q=${framed(['', part, ''])(2 * KB)}`,
      });
      const plain = await leastCpu(observed, sentOf('y'));
      let worst = { part: '', ms: 0 };
      for (const part of partsTried.filter((each) => IN_ADDRESS.test(each))) {
        const ms = await leastCpu(observed, sentOf(part));
        if (ms > worst.ms) worst = { part, ms };
      }
      figures.push(
        `${platform} ${path}: plain ${plain}, ${JSON.stringify(worst)} ${worst.ms / plain}`,
      );
      assert.ok(worst.ms < plain * MAX_RATIO, `plain ${plain} ms, ${JSON.stringify(worst)}`);
    },
  );

  /** Of one request, the best of several: others of the machine take their time as well. */
  async function leastHold(app: MeasuredProcess, it: Sent): Promise<number> {
    let least = Infinity;
    for (let i = 0; i < TRIES && least > MAX_HOLD_MS / 10; i += 1) {
      const { holdMs } = await app.during(() => send(app, it));
      least = Math.min(least, holdMs);
    }
    return least;
  }

  async function leastCpu(app: MeasuredProcess, it: Sent): Promise<number> {
    let least = Infinity;
    for (let i = 0; i < TRIES; i += 1) {
      const { cpuMs } = await app.during(async () => {
        for (let n = 0; n < REQUESTS; n += 1) await send(app, it);
      });
      least = Math.min(least, cpuMs / REQUESTS);
    }
    return least;
  }

  function send({ port }: MeasuredProcess, { path, headers, body }: Sent): Promise<number> {
    return new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const call = request({ host: '127.0.0.1', port, agent, path, method, headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      call.once('error', reject).end(body);
    });
  }
});

function ofType(type: string, body: string): Sent {
  return { path: '/fail', headers: { 'content-type': type }, body };
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '?');
}
