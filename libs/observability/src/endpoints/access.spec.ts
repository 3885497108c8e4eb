import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { accessBy } from './testing/access-by';
import { Drops, Warnings } from '../core';
import type { EndpointAccess, EndpointGuard } from './endpoints.options';
import { Refusals } from './refusals';
import type { RefusalReport } from './refusals';

const TOKEN = 'correct-horse-battery';

function requestWith(authorization?: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  if (authorization !== undefined) request.headers.authorization = authorization;
  return request;
}

/** What a guard's word is worth. */
function given(guard?: EndpointGuard, drops = new Drops()): Promise<boolean> {
  const access = accessBy({ access: 'guard', guard, token: TOKEN }, { drops });
  return access.allows(requestWith(`Bearer ${TOKEN}`));
}

describe('access by token', () => {
  const access = accessBy({ access: 'token', token: TOKEN });

  it('is granted to clients that send it', async () => {
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

  it.each([undefined, ''])('is refused to everybody while the token is %j', async (token) => {
    const closed = accessBy({ access: 'token', token });

    for (const brought of [undefined, 'Bearer undefined', 'Bearer ', 'Bearer']) {
      expect(await closed.allows(requestWith(brought))).toBe(false);
    }
  });

  it('requests a token from unauthorised clients', () => {
    expect(access.refuse(requestWith())).toMatchObject({
      status: 401,
      body: '{"error":"A bearer token is required."}\n',
      headers: { 'www-authenticate': 'Bearer' },
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['token', undefined, 'no token'],
    ['token', 'Basic abc', 'no token'],
    ['token', 'Bearer wrong-horse-battery', 'wrong token'],
    ['guard', undefined, 'guard'],
    ['local', undefined, 'not local'],
    ['closed', `Bearer ${TOKEN}`, 'closed'],
  ] as const)('by %s of "%s" is counted once, as "%s"', async (access, brought, reason) => {
    const reports: RefusalReport[] = [];
    const refusals = new Refusals((report) => reports.push(report));
    const rule = { access, token: TOKEN, guard: () => false };
    const closed = accessBy(rule, { refusals });
    const request = requestWith(brought);

    expect(await closed.allows(request)).toBe(false);
    closed.refuse(request);
    refusals.end();

    expect(reports).toEqual([{ place: 'details', reason, address: undefined, refused: 1 }]);
  });

  it('names the peer that was there before the guard decided', async () => {
    const report = jest.fn();
    const request = requestWith();
    let remoteAddress: string | undefined = '203.0.113.9';
    Object.defineProperty(request.socket, 'remoteAddress', { get: () => remoteAddress });
    const guard = (): Promise<boolean> => {
      remoteAddress = undefined;
      return Promise.resolve(false);
    };
    const access = accessBy({ access: 'guard', guard }, { refusals: new Refusals(report) });

    await access.allows(request);
    access.refuse(request);

    expect(report).toHaveBeenCalledWith(expect.objectContaining({ address: '203.0.113.9' }));
    expect(access.peerOf(request)).toBe('203.0.113.9');
  });

  it('is none where a page returns less to unauthorised clients', async () => {
    const report = jest.fn();
    const refusals = new Refusals(report);

    await accessBy({ access: 'token', token: TOKEN }, { refusals }).allows(requestWith());
    refusals.end();

    expect(report).not.toHaveBeenCalled();
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

  it('is granted to no client, with a token or without', async () => {
    expect(await access.allows(requestWith())).toBe(false);
    expect(await access.allows(requestWith(`Bearer ${TOKEN}`))).toBe(false);
  });

  it('looks like a place that is not there', () => {
    expect(access.refuse(requestWith())).toMatchObject({
      status: 404,
      body: '{"error":"Not found"}\n',
    });
  });

  it('leaves the request to the app, and counts it', () => {
    const reports: RefusalReport[] = [];
    const refusals = new Refusals((report) => reports.push(report));
    const isClosedBy = (word: EndpointAccess): boolean =>
      accessBy({ access: word, token: TOKEN, guard: () => false }, { refusals }).isClosedTo(
        requestWith(),
      );

    expect((['open', 'token', 'guard', 'local'] as const).map(isClosedBy)).not.toContain(true);
    expect(isClosedBy('closed')).toBe(true);
    expect(reports).toMatchObject([{ place: 'details', reason: 'closed', refused: 1 }]);
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
    const drops = new Drops();

    expect(await given(guard, drops)).toBe(false);
    expect([...drops.entries()]).toEqual([['endpoint guard', 1]]);
  });

  it('is refused when it says nothing in its time, and that is counted', async () => {
    const drops = new Drops();
    const rule = { access: 'guard', guard: saysNothing } as const;
    const access = accessBy(rule, { drops, guardWithinMs: 5 });

    expect(await access.allows(requestWith())).toBe(false);
    expect([...drops.entries()]).toEqual([['endpoint guard', 1]]);
  });

  it.each<[string, unknown, string]>([
    [
      'throws',
      (): never => fail(),
      'failed: no such header; the page stays closed. Return false for clients that may not read.',
    ],
    [
      'returns no boolean',
      () => 1,
      'returned a value of type number; the page stays closed. It must return true or false.',
    ],
    [
      'is late',
      saysNothing,
      'did not answer within 0.005 s; the page stays closed. Set a timeout on the calls that it makes.',
    ],
  ])('is one warning when it %s', async (_case, guard, warning) => {
    const said: string[] = [];
    const rule = { access: 'guard', guard: guard as EndpointGuard } as const;
    const warnings = new Warnings((message) => void said.push(message));
    const access = accessBy(rule, { warnings, guardWithinMs: 5 });

    await access.allows(requestWith());
    await access.allows(requestWith());

    expect(said).toEqual([`endpoints.guard ${warning}`]);
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

  it('looks like a missing page to unauthorised clients', () => {
    expect(accessBy({ access: 'guard', guard: () => false }).refuse(requestWith())).toMatchObject({
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
