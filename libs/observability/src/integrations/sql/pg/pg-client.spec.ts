import { clientsOf, poolsOf } from './pg-client';

const nothing = (): void => undefined;

function pool(): object {
  return {
    totalCount: 0,
    idleCount: 0,
    waitingCount: 0,
    options: { max: 10 },
    connect: nothing,
    query: nothing,
    end: nothing,
  };
}

function client(): object {
  const escaping = { escapeIdentifier: nothing, escapeLiteral: nothing };
  return { connect: nothing, query: nothing, end: nothing, ...escaping };
}

describe('the pools and clients of pg', () => {
  it('are found by what they can do', () => {
    const [found, alone] = [pool(), client()];
    const provided = [
      { token: 'ORDERS', instance: found },
      { token: 'CLIENT', instance: alone },
      { token: 'REDIS', instance: { connect: nothing, query: nothing, end: nothing } },
    ];

    expect(poolsOf(provided)).toEqual([{ alias: 'ORDERS', client: found }]);
    expect(clientsOf(provided)).toEqual([{ alias: 'CLIENT', client: alone }]);
  });

  it.each([
    ['a text', 'ORDERS', 'ORDERS'],
    ['a symbol', Symbol('ORDERS'), 'ORDERS'],
    ['a symbol without a name', Symbol(), 'pg'],
    ['a class', class BoundPool {}, 'pg'],
  ])('are called by their token when it is %s', (_kind, token, alias) => {
    expect(poolsOf([{ token, instance: pool() }])).toMatchObject([{ alias }]);
  });

  it('are numbered when modules use the same token', () => {
    const tokens = ['PG', 'PG', 'REPORTS', 'PG'];
    const provided = tokens.map((token) => ({ token, instance: pool() }));

    expect(poolsOf(provided).map(({ alias }) => alias)).toEqual(['PG', 'PG2', 'REPORTS', 'PG3']);
  });

  it('are found once though they have two tokens', () => {
    const instance = pool();
    const provided = [
      { token: 'PG', instance },
      { token: 'OTHER', instance },
    ];

    expect(poolsOf(provided)).toEqual([{ alias: 'PG', client: instance }]);
  });
});
