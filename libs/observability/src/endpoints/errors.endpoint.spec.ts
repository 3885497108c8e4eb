import { accessBy } from './testing/access-by';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { errorsEndpoint } from './errors.endpoint';
import { infoEndpoint } from './info.endpoint';

const request = new IncomingMessage(new Socket());
const accessOf = (access: 'open' | 'closed') => accessBy({ access });

describe('the page of errors', () => {
  it('is made anew for each request that may see it', async () => {
    let total = 0;
    const endpoint = errorsEndpoint(() => ({ total: (total += 1) }), accessOf('open'), '/errors');

    const bodies = [await endpoint.answer(request), await endpoint.answer(request)];

    expect(bodies.map(({ status, body }) => [status, body])).toEqual([
      [200, '{"total":1}\n'],
      [200, '{"total":2}\n'],
    ]);
  });

  it('is not found for unauthorised clients', async () => {
    const endpoint = errorsEndpoint(() => ({ secret: 1 }), accessOf('closed'), '/errors');

    expect(await endpoint.answer(request)).toMatchObject({
      status: 404,
      body: expect.not.stringContaining('secret'),
    });
  });
});

describe('the page of what runs', () => {
  const service = { name: 'shop', version: '1.2.3', environment: 'test', commit: 'abcdef0' };

  it('says name, version, commit, Node and start', async () => {
    const { body } = await infoEndpoint(service, accessOf('open'), '/info').answer(request);

    expect(JSON.parse(String(body))).toEqual({
      ...service,
      node: process.version,
      started: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('is not found for unauthorised clients: a version reveals known vulnerabilities', async () => {
    const answer = await infoEndpoint(service, accessOf('closed'), '/info').answer(request);

    expect(answer).toMatchObject({ status: 404, body: expect.not.stringContaining('1.2.3') });
  });
});
