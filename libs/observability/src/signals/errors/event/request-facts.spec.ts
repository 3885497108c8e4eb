import { Redactor, REDACTED } from '../../../core';
import { ErrorsSignal } from '../testing/errors-signal';
import { secretsAcross } from '../../../core/testing/cut-secrets';
import { describeRequest, describeResponse } from './request-facts';
import type { RequestFactsRules } from './request-facts';

const ALL: RequestFactsRules = { headers: [], body: true };

/** The description of a request with these headers and this body. */
function described(headers: Record<string, string>, body?: unknown, rules = ALL) {
  const observation = new ErrorsSignal().request(500);
  Object.assign(observation.request, { url: '/orders/7?item=tea&token=abc', body });
  Object.assign(observation.request.headers, headers);
  return describeRequest(observation, new Redactor(), rules);
}

describe('the request in a report', () => {
  it('has its path, its query without secrets and its method', () => {
    expect(described({})).toMatchObject({
      method: 'POST',
      url: '/orders/7',
      query_string: `item=tea&token=${REDACTED}`,
    });
  });

  it.each([
    ['by the framework', { protocol: 'https' }, { host: 'tea.shop:8443' }, 'https://tea.shop:8443'],
    ['by its socket', { socket: { encrypted: true } }, { host: 'tea.shop' }, 'https://tea.shop'],
    ['in the clear', { socket: {} }, { host: '[::1]:3000' }, 'http://[::1]:3000'],
    ['without a host', { protocol: 'https' }, {}, ''],
    ['with a host that is none', { protocol: 'https' }, { host: 'a:b@c/?d' }, ''],
    ['when it is over, and nothing says how it came', { socket: undefined }, { host: 'a' }, ''],
  ])('has its full address where it is known %s', (_case, facts, headers, origin) => {
    const observation = new ErrorsSignal().request(500);
    const all = { url: '/orders/7?item=tea', socket: {}, headers, ...facts };
    const framework = Object.defineProperties({}, Object.getOwnPropertyDescriptors(all));
    Object.assign(observation, { request: framework, framework });

    expect(describeRequest(observation, new Redactor(), ALL).url).toBe(`${origin}/orders/7`);
  });

  it('has its path where the framework throws for its protocol', () => {
    const observation = new ErrorsSignal().request(500);
    const framework = {
      get protocol(): never {
        throw new Error('no');
      },
    };
    Object.assign(observation.request, { url: '/a' });
    Object.assign(observation.request.headers, { host: 'shop' });
    Object.assign(observation, { framework });

    expect(describeRequest(observation, new Redactor(), ALL).url).toBe('/a');
  });

  it('has the headers that describe the request, and no other', () => {
    const headers = {
      'content-type': 'text/plain',
      authorization: 'Bearer abcdefgh',
      cookie: 'a=b',
    };

    expect(described(headers).headers).toEqual({ 'content-type': 'text/plain' });
  });

  it('has configured headers, but not the secrets in them', () => {
    const headers = { 'x-shop': 'paris', 'x-api-key': 'abc' };

    expect(
      described(headers, undefined, { headers: ['x-shop', 'x-api-key'], body: true }).headers,
    ).toEqual({ 'x-shop': 'paris', 'x-api-key': REDACTED });
  });

  it('has the body without secrets', () => {
    expect(described({}, { item: 'tea', card: { cvv: '123' } }).data).toEqual({
      item: 'tea',
      card: { cvv: REDACTED },
    });
  });

  it('has no body when it is not wanted', () => {
    expect(described({}, { item: 'tea' }, { headers: [], body: false })).not.toHaveProperty('data');
  });
});

const NO_RESPONSE = { headersSent: true, statusCode: 500 };

describe('the response in a report', () => {
  it('has status, type and size', () => {
    const observation = new ErrorsSignal().request(500);
    observation.response = { ...NO_RESPONSE, getHeader: () => 'application/json' };
    observation.responseBodyBytes = 52;

    expect(describeResponse(observation)).toEqual({
      status_code: 500,
      content_type: 'application/json',
      body_size: 52,
    });
  });

  it('says of what is unknown nothing', () => {
    expect(describeResponse(new ErrorsSignal().request(502))).toEqual({ status_code: 502 });
  });
});

describe('what is cut of a request in a report', () => {
  it('leaves no half of a secret in a header', () => {
    for (const { text, half } of secretsAcross(512)) {
      expect(described({ referer: text, 'user-agent': text }).headers).not.toEqual(
        expect.objectContaining({ 'user-agent': expect.stringContaining(half) as string }),
      );
      expect(JSON.stringify(described({ referer: text }))).not.toContain(half);
    }
  });

  it.each(['', '/orders/:id'])(
    'leaves no half of a secret in the path of the route "%s"',
    (route) => {
      for (const { text, half } of secretsAcross(2048)) {
        const observation = Object.assign(new ErrorsSignal().request(500), { route });
        Object.assign(observation.request, { url: text });
        const facts = describeRequest(observation, new Redactor(), ALL);

        expect(JSON.stringify(facts)).not.toContain(half);
      }
    },
  );
});
