import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Access } from './access';

const TOKEN = 'correct-horse-battery';

function requestWith(authorization?: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  if (authorization !== undefined) request.headers.authorization = authorization;
  return request;
}

describe('access by token', () => {
  const access = new Access({ access: 'token', token: TOKEN });

  it('is given to who brings it', () => {
    expect(access.allows(requestWith(`Bearer ${TOKEN}`))).toBe(true);
  });

  it('is given whatever the case of the word before it', () => {
    expect(access.allows(requestWith(`bearer ${TOKEN}`))).toBe(true);
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
  ])('is refused when %s', (_kind, authorization) => {
    expect(access.allows(requestWith(authorization))).toBe(false);
  });

  it('is refused to everybody while there is no token', () => {
    const closed = new Access({ access: 'token', token: undefined });

    expect(closed.allows(requestWith('Bearer undefined'))).toBe(false);
    expect(closed.allows(requestWith())).toBe(false);
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
  it('is given to everybody', () => {
    const access = new Access({ access: 'open', token: undefined });

    expect(access.allows(requestWith())).toBe(true);
    expect(access.allows(requestWith('Bearer anything'))).toBe(true);
  });
});

describe('closed access', () => {
  const access = new Access({ access: 'closed', token: TOKEN });

  it('is given to nobody, a token or not', () => {
    expect(access.allows(requestWith())).toBe(false);
    expect(access.allows(requestWith(`Bearer ${TOKEN}`))).toBe(false);
  });

  it('looks like a place that is not there', () => {
    expect(access.refusal).toMatchObject({ status: 404, body: '{"error":"Not found"}\n' });
  });
});
