import { namedClients } from './named-clients';

class Client {}

const recognise = (instance: object): Client | undefined =>
  instance instanceof Client ? instance : undefined;

function aliasesOf(...tokens: readonly unknown[]): string[] {
  const provided = tokens.map((token) => ({ token, instance: new Client() }));
  return namedClients(provided, recognise, 'redis').map(({ alias }) => alias);
}

describe('the names of clients', () => {
  it('are their tokens', () => {
    expect(aliasesOf('REDIS', Symbol('SESSIONS'))).toEqual(['REDIS', 'SESSIONS']);
  });

  it('are the usual one where the token says nothing', () => {
    expect(aliasesOf(Client, Symbol(), '')).toEqual(['redis', 'redis2', 'redis3']);
  });

  it('are numbered', () => {
    expect(aliasesOf('REDIS', 'REDIS', 'REDIS')).toEqual(['REDIS', 'REDIS2', 'REDIS3']);
  });

  it('are given once to each client, and to nothing else', () => {
    const instance = new Client();
    const provided = [
      { token: 'REDIS', instance },
      { token: 'ALIAS', instance },
      { token: 'OTHER', instance: {} },
    ];

    expect(namedClients(provided, recognise, 'redis')).toEqual([
      { alias: 'REDIS', client: instance },
    ]);
  });

  it('are given once to a client of which the app has several views', () => {
    const client = new Client();
    const provided = ['REDIS', 'VIEW'].map((token) => ({ token, instance: { client } }));

    expect(namedClients(provided, () => client, 'redis')).toEqual([{ alias: 'REDIS', client }]);
  });
});
