import type { IncomingMessage } from 'node:http';
import * as fc from 'fast-check';
import { startTracing, stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { messageOrigin } from '../../libs/observability/src/capture/message/message-origin';
import { observeWebSockets } from '../../libs/observability/src/capture/message/websocket.adapter';
import {
  Callers,
  currentContext,
  formatTraceParent,
  Drops,
  Observer,
  Redactor,
  RequestContext,
  saneRequestId,
  shownAddress,
} from '../../libs/observability/src/core';
import type { Trust } from '../../libs/observability/src/core';
import { ForcedBudget } from '../../libs/observability/src/signals/traces/sampling/forced-budget';
import {
  following,
  independent,
} from '../../libs/observability/src/signals/traces/sampling/head-sampler';
import { attack, attackEach } from './attack';

const hex = (length: number) =>
  fc
    .string({
      unit: fc.constantFrom(...'0123456789abcdef'.split('')),
      minLength: length,
      maxLength: length,
    })
    .filter((digits) => !/^0+$/.test(digits));
const span = fc.record({ traceId: hex(32), spanId: hex(16), sampled: fc.boolean() });
const request = { headers: {}, socket: {} } as unknown as IncomingMessage;
const HTTP = { kind: 'http', request } as const;

const callersWith = (trust: Trust): Callers => new Callers(trust, new Redactor(), new Drops());

/** Callers, each some time after the one before it, in milliseconds. */
const storm = fc.array(
  fc.record({ span, waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })) }),
  { minLength: 1, maxLength: 400 },
);
const plan = fc.record({
  part: fc.oneof(fc.constantFrom(0, 0.01, 0.1, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  perSecond: fc.oneof(fc.constantFrom(0, 1, 10), fc.double({ min: 0, max: 50, noNaN: true })),
  makeSampling: fc.constantFrom(following, independent),
});

describe('callers that force recording', () => {
  attack(
    'M5',
    'get no more than our own ratio and the budget, in any time, whatever ids and flags they choose',
    fc.tuple(plan, storm),
    ([{ part, perSecond, makeSampling }, requests]) => {
      let now = 0;
      const budget = new ForcedBudget(part, perSecond, { now: () => now });
      const { sampler } = makeSampling(part);
      const seen = requests.map(({ span: parent, waitMs }) => {
        now += waitMs;
        const isWanted = sampler({ traceId: parent.traceId, parent });
        return { at: now, isRecorded: budget.admits(isWanted), isWanted };
      });

      expect(seen.filter(({ isRecorded, isWanted }) => isRecorded && !isWanted)).toEqual([]);
      const burst = Math.max(1, 10 * perSecond);
      for (let from = 0; from < seen.length; from += 1 + Math.floor(seen.length / 20)) {
        let recorded = 0;
        for (let to = from; to < seen.length; to += 1) {
          if (seen[to]?.isRecorded) recorded += 1;
          const seconds = ((seen[to]?.at ?? 0) - (seen[from]?.at ?? 0)) / 1000;
          const most = burst + part * (to - from + 1) + perSecond * seconds;
          expect(recorded).toBeLessThanOrEqual(most + 1e-6);
        }
      }
    },
  );

  attack(
    'M5',
    'find tracing itself bounded, by ids that our ratio takes and by others',
    fc.tuple(fc.array(span, { minLength: 300, maxLength: 600 }), fc.boolean()),
    ([parents, isBase]) => {
      const sampler = isBase ? 'traceidratio' : 'parentbased_traceidratio';
      const env = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: '0.1' };
      const tracing = startTracing({ exporter: 'otlp', maxForcedPerSecond: 2 }, env);
      const begin = performance.now();

      const recorded = parents.filter(({ spanId }, i) => {
        // The first word of zeros makes the ratio say yes.
        const traceId = `${'0'.repeat(29)}${(i + 256).toString(16).padStart(3, '0')}`;
        const parent = { traceId, spanId, sampled: true };
        return tracing?.isSampled({ traceId, parent, hasOwnParent: false });
      });

      const seconds = (performance.now() - begin) / 1000;
      stopTracing();
      expect(recorded.length).toBeLessThanOrEqual(20 + parents.length * 0.1 + 2 * seconds + 1);
      expect(recorded.length).toBeGreaterThanOrEqual(20);
    },
    { runs: 20 },
  );

  attack(
    'M5',
    'take nothing from callers that sample as we do',
    fc.tuple(fc.constantFrom(0.01, 0.1, 0.5), fc.integer({ min: 1, max: 2 ** 31 - 2 })),
    ([part, seed]) => {
      let now = 0;
      let state = seed;
      const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
      const budget = new ForcedBudget(part, 10, { now: () => now });
      let [wanted, refused] = [0, 0];

      for (let i = 0; i < 20_000; i += 1) {
        now += 2;
        const isWanted = random() < part;
        const isRecorded = budget.admits(isWanted);
        if (isWanted) wanted += 1;
        if (isWanted && !isRecorded) refused += 1;
      }

      expect(refused).toBeLessThanOrEqual(wanted * 0.01);
    },
    { runs: 50 },
  );
});

describe('whom we trust', () => {
  const distrust = fc.constantFrom<Trust>(
    'nobody',
    () => false,
    () => {
      throw new Error('no');
    },
    (() => Promise.resolve(true)) as unknown as Trust,
    (() => 'yes') as unknown as Trust,
    (() => 1) as unknown as Trust,
  );

  attack(
    'M5',
    'a caller that is not trusted never gives us its trace, its span or its decision',
    fc.tuple(distrust, span),
    ([trust, caller]) => {
      const origin = callersWith(trust).ancestryOf(formatTraceParent(caller), HTTP);
      const context = new RequestContext(new Observer([]), origin);

      expect(context.traceId).not.toBe(caller.traceId);
      expect([context.parent, context.sampled]).toEqual([undefined, false]);
      expect(context.requestId).toBe(context.traceId);
      expect(context.untrusted).toEqual(caller);
    },
  );

  attack(
    'M5',
    'what is no traceparent is neither a parent nor a link',
    fc.oneof(
      fc.string(),
      fc.string().map((rest) => `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01${rest}x`),
    ),
    (header) => {
      expect(callersWith('everybody').ancestryOf(header, HTTP)).toEqual({});
    },
  );

  const payload = span.map((caller) => ({
    traceparent: formatTraceParent({ ...caller, sampled: true }),
    'x-request-id': `r-${caller.spanId}`,
  }));

  attack('M5', 'no payload of a WebSocket client is believed', payload, (given) => {
    const seen: (RequestContext | undefined)[] = [];
    const adapter = {
      bindMessageHandlers(
        _client: unknown,
        handlers: readonly { callback(data: unknown): unknown }[],
      ) {
        handlers.forEach(({ callback }) => callback(given));
      },
    };
    observeWebSockets(adapter, new Observer([]), { user: () => undefined });
    const handler = { message: 'm', callback: () => seen.push(currentContext()) };

    adapter.bindMessageHandlers({}, [handler]);

    const [context] = seen;
    expect(given.traceparent).not.toContain(context?.traceId);
    expect(context?.requestId).toBe(context?.traceId);
    expect([context?.parent, context?.untrusted, context?.sampled]).toEqual([
      undefined,
      undefined,
      false,
    ]);
  });

  attack(
    'M5',
    'no payload of a broker with headers is believed, and none of TCP where nobody is trusted',
    fc.tuple(
      payload,
      fc.constantFrom('nats', 'mqtt', 'grpc', 'rabbitmq', 'kafka', 'custom', 'tcp', 'redis'),
    ),
    ([given, transport]) => {
      const trust = transport === 'tcp' || transport === 'redis' ? 'nobody' : 'everybody';
      const rules = { requestIdHeader: 'x-request-id', callers: callersWith(trust) };
      const route = { transport, pattern: 'p', isEvent: false };

      const origin = messageOrigin([given, { getPattern: () => 'p' }], route, rules);

      expect(origin.parent).toBeUndefined();
    },
  );
});

describe('what a client writes into its headers', () => {
  const secrets = fc.constantFrom(
    '4111111111111111',
    '5555-5555-5555-4444',
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1B2'.repeat(9)}`,
    'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    'xoxb-1234567890-abcdefghij',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'password=hunter2',
  );
  const around = fc.constantFrom('', 'req-', 'a.b:', 'id/');

  attack(
    'L7',
    'a request id that holds a secret is replaced by one of our own',
    fc.tuple(around, secrets),
    ([before, secret]) => {
      expect(saneRequestId(before + secret)).toBeDefined();
      expect(callersWith('everybody').requestIdOf(before + secret)).toBeUndefined();
    },
  );

  const usual = fc.oneof(fc.uuid(), hex(32), hex(16), fc.nat().map(String));
  attack(
    'L7',
    'a usual request id stays',
    usual.filter((id) => !/(?:\d-?){13}/.test(id)),
    (id) => {
      expect(callersWith('everybody').requestIdOf(id)).toBe(id);
    },
  );

  attack(
    'L9',
    'a forwarded address that is none is not written, and what is none of an address neither',
    fc.oneof(
      fc.string(),
      secrets,
      fc.tuple(fc.ipV6(), secrets).map(([ip, text]) => `${ip}%${text}`),
    ),
    (text) => {
      const shown = shownAddress(text, 'full');

      if (shown !== undefined) expect(shown).toMatch(/^[\da-f.:]+$/i);
      if (shown !== undefined) expect(shown).not.toContain('%');
    },
  );

  attack('L9', 'a masked IPv4 address has no part that names a client', fc.ipV4(), (ip) => {
    const network = ip.split('.').slice(0, 3).join('.');

    expect(shownAddress(ip, 'masked')).toBe(`${network}.0`);
    expect(shownAddress(`${ip}:65535`, 'masked')).toBe(`${network}.0`);
    expect(shownAddress(`::ffff:${ip}`, 'masked')).toBe(`${network}.0`);
  });

  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
  attack('L9', 'a masked IPv6 address is its first 48 bits', groups, (numbers) => {
    const text = numbers.map((number) => number.toString(16)).join(':');
    const kept = numbers.slice(0, 3).map((number) => number.toString(16));
    if (kept[0] === '2002') return;

    const shown = shownAddress(text, 'masked') ?? '';

    expect(new URL(`http://[${shown}]`).hostname).toBe(
      new URL(`http://[${kept.join(':')}::]`).hostname,
    );
  });

  attackEach('L9', 'none is written where none is wanted', ['1.2.3.4', '::1', '[::1]:80'], (ip) => {
    expect(shownAddress(ip, 'none')).toBeUndefined();
  });
});
