import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { MeasuredProcess } from '../support/measured-process';
import { SentryReceiver } from '../support/sentry-receiver';
import { attackEach } from '../security/attack';
import { framed } from '../security/corpus/adversarial-parts';

const MB = 1_000_000;
const KB = 1000;
/** What is promised, in milliseconds. */
const MAX_MS = 20;
/** What is promised of an address: no multiple of a plain one beyond it. */
const MAX_RATIO = 2;
/** The best counts: the engine compiles at first, and the machine may have others to serve. */
const TRIES = 60;
const WARM_UP = 5;
const REQUESTS = 10;

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
  /** What may stand there; without it, anything. */
  readonly takes?: RegExp;
}

const BOUNDARY = 'boundary';
const IN_ADDRESS = /^[!-~]+$/;
const IN_HEADER = /^[ -~]+$/;

const ADDRESS: Shape = {
  shape: 'address',
  length: 16 * KB,
  sent: (text) => ({ path: `/fail?text=${text}` }),
  takes: IN_ADDRESS,
};

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
  ADDRESS,
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

const PLAIN = 'y';
/** Those that cost most when all of `PARTS` were tried. */
const DEAR_PARTS = [
  PLAIN,
  '\\"',
  '%25',
  '%253D',
  '%3D',
  'a: ',
  '@a',
  'password=',
  '\n    at ',
  '密',
];

/** What is repeated in a request, and what that costs. */
interface Cost {
  readonly part: string;
  readonly ms: number;
}

/** How often it is tried. */
interface Effort {
  /** That are measured together. */
  readonly requests?: number;
  readonly tries?: number;
  readonly enoughMs: number;
}

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
    for (const app of [observed, alone])
      for (const { shape, sent, length } of SHAPES)
        for (let i = 0; i < WARM_UP; i += 1)
          assert.equal(await send(app, sent(PLAIN.repeat(length))), 500, shape);
  });

  afterAll(async () => {
    process.stdout.write(`${figures.join('\n')}\n`);
    agent.destroy();
    await observed.stop();
    await alone.stop();
    await sentry.stop();
  });

  attackEach(
    'M7',
    `no request of a megabyte that fails holds the event loop for 20 ms (${platform})`,
    SHAPES,
    async (shape) => {
      const worst = await worstOf(shape, (part) => ownCost(shape, part));
      figures.push(`${platform}, ${shape.shape}: the library takes ${shown(worst)}`);

      assert.ok(worst.ms < MAX_MS, figures.at(-1));
    },
  );

  attackEach(
    'M8',
    `an address of 2 KB costs at most twice a plain one (${platform})`,
    ['/fail', '/fine'],
    async (path) => {
      const shape = {
        ...ADDRESS,
        length: 2 * KB,
        sent: (text: string) => ({ path: `${path}?q=${text}` }),
      };
      const often = { requests: REQUESTS, tries: 5, enoughMs: 0 };
      const plain = { part: PLAIN, ms: await costOf(observed, shape, PLAIN, often) };
      const enough = { requests: REQUESTS, enoughMs: plain.ms * MAX_RATIO };
      const worst = await worstOf(shape, (part) => costOf(observed, shape, part, enough));
      figures.push(`${platform}, ${path}: ${shown(plain)}, ${shown(worst)}`);

      assert.ok(worst.ms < plain.ms * MAX_RATIO, figures.at(-1));
    },
  );

  /** What is added to the cost of the framework, its parsers included. */
  async function ownCost(shape: Shape, part: string): Promise<number> {
    const base = await costOf(alone, shape, part, { tries: 5, enoughMs: 0 });
    return (await costOf(observed, shape, part, { enoughMs: base + MAX_MS })) - base;
  }

  /** How long a request keeps the app's event loop busy at best, in milliseconds. It is tried until that is short enough. */
  async function costOf(
    app: MeasuredProcess,
    { sent, length }: Shape,
    part: string,
    { requests = 1, tries = TRIES, enoughMs }: Effort,
  ): Promise<number> {
    const it = sent(framed(['', part, ''])(length));
    let ms = Infinity;
    for (let i = 0; i < tries && ms > enoughMs; i += 1) {
      const busyMs = await app.busyDuring(async () => {
        for (let n = 0; n < requests; n += 1) await send(app, it);
      });
      ms = Math.min(ms, busyMs / requests);
    }
    return ms;
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

function shown({ part, ms }: Cost): string {
  return `${ms.toFixed(2)} ms with ${JSON.stringify(part)}`;
}

/** The part that costs most. */
async function worstOf({ takes }: Shape, msOf: (part: string) => Promise<number>): Promise<Cost> {
  let worst: Cost = { part: '', ms: 0 };
  for (const part of DEAR_PARTS.filter((each) => takes?.test(each) ?? true)) {
    const ms = await msOf(part);
    if (ms > worst.ms) worst = { part, ms };
  }
  return worst;
}
