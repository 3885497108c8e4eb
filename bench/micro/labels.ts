import { Counter, Histogram, Registry } from 'prom-client';
import { core, startApp } from './library';
import { requestMaker } from './request';
import type { Row } from './subject';
import type { Timer } from './timer';

const LABELS = { method: 'GET', route: '/users/:id', status: 200 };

/** From a finished request to its series: count, duration, size and in flight. */
export async function labels(time: Timer): Promise<Row[]> {
  const app = await startApp({ logs: { requests: false } });
  const observer = app.get(core.Observer);
  const make = requestMaker(observer);
  const prom = promMetrics();
  const rows = [
    row('prom-client, counter and histogram', await time(() => prom(0.012))),
    row(
      'ours, all metrics of a request',
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

function promMetrics(): (seconds: number) => void {
  const labelNames = Object.keys(LABELS);
  const registers = [new Registry()];
  const requests = new Counter({ name: 'requests_total', help: 'Requests', labelNames, registers });
  const durations = new Histogram({ name: 'seconds', help: 'Durations', labelNames, registers });
  return (seconds) => {
    requests.inc(LABELS);
    durations.observe(LABELS, seconds);
  };
}

function row(name: string, nanoseconds: number): Row {
  return { group: 'metrics of a request', name, nanoseconds };
}
