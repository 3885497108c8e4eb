import { pino } from 'pino';
import pinoHttp from 'pino-http';
import { core, startApp } from './library';
import { fakeExchange, requestMaker } from './request';
import type { Row } from './subject';
import type { Timer } from './timer';

const nowhere = { write: (): void => undefined };

/** The access line of one request, from the finished request to the text. */
export async function logLine(time: Timer): Promise<Row[]> {
  const app = await startApp({ metrics: { enabled: false } });
  const observer = app.get(core.Observer);
  const make = requestMaker(observer);
  const flat = pino({}, nowhere);
  const rows = [
    row('pino-http, child and line', await time(pinoHttpLine())),
    row('pino, one flat line', await time(() => flat.info(FIELDS, 'request completed'))),
    row(
      'ours, access line with ids',
      await time(() => {
        const observation = make();
        observer.requests.begin(observation);
        observer.requests.end(observation);
      }),
    ),
  ];
  await app.close();
  return rows;
}

const FIELDS = {
  request_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  http: { method: 'GET', route: '/users/:id', path: '/users/42', status: 200, duration_ms: 1.23 },
};

/** pino-http makes a child logger when a request comes and writes when its answer is finished. */
function pinoHttpLine(): () => void {
  const middleware = pinoHttp({}, nowhere);
  return () => {
    const { request, response } = fakeExchange();
    middleware(request, response);
    response.emit('finish');
  };
}

function row(name: string, nanoseconds: number): Row {
  return { group: 'log line', name, nanoseconds };
}
