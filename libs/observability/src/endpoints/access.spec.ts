import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Losses } from '../core';
import { Access } from './access';
import type { AccessRule } from './access';
import type { EndpointGuard } from './endpoints.options';

const TOKEN = 'correct-horse-battery';

function accessBy(rule: AccessRule, losses = new Losses()): Access {
  return new Access(rule, losses);
}

function requestWith(authorization?: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  if (authorization !== undefined) request.headers.authorization = authorization;
  return request;
}

/** What a guard's word is worth. */
function given(guard?: EndpointGuard, losses?: Losses): Promise<boolean> {
  const access = accessBy({ access: 'guard', guard, token: TOKEN }, losses);
  return access.allows(requestWith(`Bearer ${TOKEN}`));
}

describe('access by token', () => {
  const access = accessBy({ access: 'token', token: TOKEN });

  it('is given to who brings it', async () => {
    expect(await access.allows(requestWith(`Bearer ${TOKEN}`))).toBe(true);
  });

  it('is given whatever the case of the word before it', async () => {
    expect(await access.allows(requestWith(`bearer ${TOKEN}`))).toBe(true);
  });

  it.each([
    ['nothing is brought', undefined],
    ['it is empty', ''],
    ['there is no token in it', 'Bearer '],
    ['it is another one', 'Bearer wrong-horse-battery'],
    ['only the beginning is right', `Bearer ${TOKEN.slice(0, -1)}`],
    ['there is something behind it', `Bearer ${TOKEN}x`],
    ['it is in another case', `Bearer ${TOKEN.toUpperCase()}`],
    ['it stands alone', TOKEN],
    ['it is brought in another way', `Basic ${TOKEN}`],
  ])('is refused when %s', async (_kind, authorization) => {
    expect(await access.allows(requestWith(authorization))).toBe(false);
  });

  it('is refused to everybody while there is no token', async () => {
    const closed = accessBy({ access: 'token', token: undefined });

    expect(await closed.allows(requestWith('Bearer undefined'))).toBe(false);
    expect(await closed.allows(requestWith())).toBe(false);
  });

  it('tells strangers to bring one', () => {
    expect(access.refusal).toMatchObject({
      status: 401,
      body: '{"error":"A bearer token is needed."}\n',
      headers: { 'www-authenticate': 'Bearer' },
    });
  });
});

describe('open access', () => {
  it('is given to everybody', async () => {
    const access = accessBy({ access: 'open', token: undefined });

    expect(await access.allows(requestWith())).toBe(true);
    expect(await access.allows(requestWith('Bearer anything'))).toBe(true);
  });
});

describe('closed access', () => {
  const access = accessBy({ access: 'closed', token: TOKEN });

  it('is given to nobody, a token or not', async () => {
    expect(await access.allows(requestWith())).toBe(false);
    expect(await access.allows(requestWith(`Bearer ${TOKEN}`))).toBe(false);
  });

  it('looks like a place that is not there', () => {
    expect(access.refusal).toMatchObject({ status: 404, body: '{"error":"Not found"}\n' });
  });
});

describe('access by a guard', () => {
  it.each<[string, EndpointGuard]>([
    ['true', () => true],
    ['true, later', () => Promise.resolve(true)],
  ])('is given when it says %s', async (_case, guard) => {
    expect(await given(guard)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['false', () => false],
    ['false, later', () => Promise.resolve(false)],
    ['nothing', () => undefined],
    ['1', () => 1],
    ['a text', () => 'yes'],
    ['an object, later', () => Promise.resolve({ ok: true })],
  ])('is refused when it says %s', async (_case, guard) => {
    expect(await given(guard as EndpointGuard)).toBe(false);
  });

  it.each<[string, EndpointGuard]>([
    ['throws', (): never => fail()],
    ['rejects', () => Promise.reject(new Error('no such header'))],
  ])('is refused when it %s, and the fault is counted', async (_case, guard) => {
    const losses = new Losses();

    expect(await given(guard, losses)).toBe(false);
    expect([...losses.entries()]).toEqual([['endpoint guard', 1]]);
  });

  it('is refused when it says nothing in its time, and that is counted', async () => {
    const losses = new Losses();
    const access = new Access({ access: 'guard', guard: saysNothing }, losses, 5);

    expect(await access.allows(requestWith())).toBe(false);
    expect([...losses.entries()]).toEqual([['endpoint guard', 1]]);
  });

  it('is refused while there is none', async () => {
    expect(await given()).toBe(false);
  });

  it('sees the request', async () => {
    const request = requestWith();
    request.headers['x-scraper'] = 'prometheus';

    expect(await accessBy({ access: 'guard', guard: isScraper }).allows(request)).toBe(true);
    expect(await accessBy({ access: 'guard', guard: isScraper }).allows(requestWith())).toBe(false);
  });

  it('looks to strangers like a place that is not there', () => {
    expect(accessBy({ access: 'guard', guard: () => false }).refusal).toMatchObject({
      status: 404,
    });
  });
});

function saysNothing(): Promise<boolean> {
  return new Promise(() => undefined);
}

function fail(): never {
  throw new Error('no such header');
}

function isScraper({ headers }: IncomingMessage): boolean {
  return headers['x-scraper'] === 'prometheus';
}
