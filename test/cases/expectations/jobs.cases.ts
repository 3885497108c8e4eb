import { BOTH, ONCE } from '../case';
import type { Case } from '../case';
import type { Printed } from '../printed';

const SERIES = /^(\w+)\{(.*)\} (\d+)$/;

/** What runs beside requests: listeners, jobs of schedules and queues, methods of any instance. */
export const jobCases: readonly Case[] = [
  {
    scenario: 's06-onevent.ts',
    right: 'a failing listener is one event, however often it is logged',
    platforms: BOTH,
    ways: ONCE,
    check: listeners,
  },
  {
    scenario: 's16-lazy-and-scopes.ts',
    right: 'a monitored method is counted however its instance came to be',
    platforms: BOTH,
    ways: ONCE,
    check: instances,
  },
  {
    scenario: 's21-dynamic-jobs.ts',
    right: 'a job added at run time is counted, reported once, and has an id of its own',
    platforms: BOTH,
    ways: ONCE,
    check: dynamicJobs,
  },
  {
    scenario: 's29-bullmq-idioms.ts',
    right: 'three failed jobs are three events, and all lines have the id of their job',
    platforms: BOTH,
    ways: [{}, { AS: 'error' }],
    isExclusive: true,
    check: queueJobs,
  },
];

function listeners(printed: Printed): void {
  const series = seriesOf(printed, 'errors_total');
  const lines = printed.table('lines').map(([, , message, id]) => `${message} ${id}`);

  // Each listener fails twice: in a request, and outside of requests.
  expect(countsOf(printed)).toEqual({ 'listener a': 2, 'listener b': 2 });
  expect(sumOf(series, 'app_errors_total', 'outcome="reported"')).toBe(4);
  expect(sumOf(series, 'operation_calls_total', 'operation="Listener.b",outcome="error"')).toBe(2);
  expect(lines).toEqual(expect.arrayContaining(['got a reqa', 'got b reqb', 'got c reqcd']));
}

function instances(printed: Printed): void {
  const calls = seriesOf(printed, 'calls');
  const expected = {
    'PerRequest.work': 2,
    'Transient.work': 2,
    'Durable.work': 2,
    'ChildA.shared': 2,
    'ChildB.shared': 2,
    'ByFactory.work': 2,
    'ByValue.work': 1,
    'C.handler': 1,
    'LazyService.work': 2,
    'LazyService.fails': 2,
    'Unknown.work': 2,
  };
  const counted = Object.keys(expected).map((operation) => [
    operation,
    sumOf(calls, 'operation_calls_total', `operation="${operation}"`),
  ]);

  expect(Object.fromEntries(counted)).toEqual(expected);
}

function dynamicJobs(printed: Printed): void {
  const tasks = seriesOf(printed, 'tasks');
  const ran = (task: string, outcome: string) =>
    sumOf(tasks, 'scheduled_task_duration_seconds_count', `task="${task}",outcome="${outcome}"`);
  const owners = new Map<string, string[]>();
  for (const [, , message = '', owner = ''] of printed.table('lines')) {
    owners.set(message, [...(owners.get(message) ?? []), owner]);
  }

  expect(ran('dyn', 'error')).toBe(1);
  expect(ran('dyn', 'ok')).toBeGreaterThanOrEqual(1);
  expect(ran('dynint', 'ok')).toBeGreaterThanOrEqual(4);
  expect(ran('once', 'ok')).toBe(1);
  expect(countsOf(printed)).toEqual({ 'dynamic failed': 1, 'static failed': 1 });
  for (const message of ['dynamic ran', 'dyn interval', 'from request ran', 'static ran']) {
    expect([message, owners.get(message)]).toEqual([message, ['own id']]);
  }
}

function queueJobs(printed: Printed): void {
  const series = seriesOf(printed, 'jobs');
  const withoutId = printed.table('lines').filter(([, , , id]) => id !== 'id');

  expect(Object.values(countsOf(printed))).toEqual([1, 1, 1]);
  expect(sumOf(series, 'app_errors_total', 'outcome="reported"')).toBe(3);
  expect(sumOf(series, 'queue_job_duration_seconds_count', 'job="ok",outcome="ok"')).toBe(1);
  expect(printed.texts('lines').length).toBeGreaterThanOrEqual(5);
  expect(withoutId).toEqual([]);
}

/** Events by their message: how often each was reported. */
function countsOf(printed: Printed): Readonly<Record<string, number>> {
  // The scenarios print a row of each error, as a text or as a list.
  const rows = printed.value('errors') as (string | readonly unknown[])[];
  const entries = rows.map((row) => (typeof row === 'string' ? row.split(' | ') : row));
  return Object.fromEntries(entries.map(([message, count]) => [message, Number(count)]));
}

interface Series {
  readonly metric: string;
  readonly labels: string;
  readonly value: number;
}

function seriesOf(printed: Printed, name: string): Series[] {
  return printed.texts(name).map((text) => {
    const [, metric = '', labels = '', value] = SERIES.exec(text) ?? [];
    return { metric, labels, value: Number(value) };
  });
}

function sumOf(all: readonly Series[], metric: string, labels: string): number {
  return all
    .filter((series) => series.metric === metric && series.labels.includes(labels))
    .reduce((sum, { value }) => sum + value, 0);
}
