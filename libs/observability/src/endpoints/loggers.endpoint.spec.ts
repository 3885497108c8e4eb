import { accessBy } from './testing/access-by';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { ObservabilityError } from '../core';
import type { Answer } from './endpoint';
import type { EndpointAccess } from './endpoints.options';
import { loggersEndpoint } from './loggers.endpoint';
import type { LevelSwitch } from './loggers.endpoint';
import { Refusals } from './refusals';

const TOKEN = 'correct-horse-battery';

class Refused extends ObservabilityError {
  readonly code = 'REFUSED';
}

/** Records the requested changes. */
class RecordingSwitch implements LevelSwitch {
  readonly changes: unknown[] = [];

  list(): readonly object[] {
    return [{ name: 'app', level: 'info' }];
  }

  change(...args: Parameters<LevelSwitch['change']>): object {
    if (args[0] === 'security') throw new Refused('not this one');
    this.changes.push(args);
    return { name: args[0], level: 'debug' };
  }
}

interface Call {
  readonly method?: string;
  readonly url?: string;
  readonly token?: string;
  readonly type?: string;
  readonly body?: string;
  readonly access?: EndpointAccess;
}

async function call({
  method = 'POST',
  url = '/loggers/app',
  token = TOKEN,
  type = 'application/json',
  body = '{"level":"debug","expiresInSeconds":60}',
  access = 'token',
}: Call): Promise<{ answer: Answer; body: unknown; changes: unknown[]; refused: string[] }> {
  const refused: string[] = [];
  const refusals = new Refusals(({ place, reason }) => refused.push(`${place}: ${reason}`));
  const levels = new RecordingSwitch();
  const rule = accessBy({ access, token: TOKEN, guard: () => true }, { refusals });
  const request = new IncomingMessage(new Socket());
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  Object.assign(request, { method, url, headers });
  request.push(body);
  request.push(null);
  const answer = await loggersEndpoint(levels, rule, {
    path: '/loggers',
    clientAddress: 'full',
  }).answer(request);
  return { answer, body: JSON.parse(String(answer.body)), changes: levels.changes, refused };
}

describe('the endpoint of loggers', () => {
  it('lists them', async () => {
    const { answer, body } = await call({ method: 'GET', url: '/loggers' });

    expect([answer.status, body]).toEqual([200, { loggers: [{ name: 'app', level: 'info' }] }]);
  });

  it.each([
    ['/loggers/app', 200],
    ['/loggers/app?x=1', 200],
    ['/loggers/nobody', 404],
    ['/loggers/%E0%A4%A', 200],
  ])('shows one of them: %s', async (url, status) => {
    expect((await call({ method: 'GET', url })).answer.status).toBe(status);
  });

  it('changes a level for a client with the token, and reports its address', async () => {
    const { answer, body, changes } = await call({ url: '/loggers/Orders%24Service' });

    expect([answer.status, body]).toEqual([200, { name: 'Orders$Service', level: 'debug' }]);
    expect(changes).toEqual([
      ['Orders$Service', { level: 'debug', expiresInSeconds: 60 }, { client_address: undefined }],
    ]);
  });

  it('changes a level for whom the guard lets in', async () => {
    expect((await call({ access: 'guard' })).changes).toHaveLength(1);
  });

  it.each<[string, Call, number]>([
    ['who brings a wrong one', { token: 'wrong' }, 401],
    ['anybody where the details are closed', { access: 'closed' }, 404],
    ['anybody where the details are open to all', { access: 'open' }, 403],
    ['a form of another page', { type: 'text/plain' }, 415],
    ['no JSON', { body: '{' }, 400],
    ['a list', { body: '[]' }, 400],
    ['too much', { body: `"${'x'.repeat(5000)}"` }, 413],
    ['no logger', { url: '/loggers/' }, 404],
    ['what the loggers refuse', { url: '/loggers/security' }, 400],
  ])('changes nothing for %s', async (_case, args, status) => {
    const { answer, changes } = await call(args);

    expect([answer.status, changes]).toEqual([status, []]);
  });

  it('counts a change that no client may make as refused', async () => {
    const { body, refused } = await call({ access: 'open' });

    expect(refused).toEqual(['details: read only']);
    expect(body).toEqual({
      error:
        'Levels can be changed only where endpoints.token or endpoints.guard identifies the caller.',
    });
  });

  it('says why a change is refused', async () => {
    expect((await call({ url: '/loggers/security' })).body).toEqual({ error: 'not this one' });
  });

  it('never changes anything by GET', async () => {
    const { changes } = await call({ method: 'GET' });

    expect(changes).toEqual([]);
  });
});
