import { Problems } from '../../../core';
import { LOGS_RULES } from '../logs.options';

function problemsOf(logs: object): string[] {
  const problems = new Problems();
  LOGS_RULES(logs, 'logs', problems);
  return problems.found.map(({ path }) => path);
}

describe('the options of loggers', () => {
  it.each<[string, object]>([
    ['loggers', { loggers: { http: { level: 'warn' }, 'my.own': { destinations: ['audit'] } } }],
    ['a tail', { tail: true }],
    ['a tail of its own size', { tail: { lines: 10, slowMs: 200 } }],
    ['the line of the start', { started: 'info' }],
    ['the signal', { levelSignal: false }],
  ])('may say %s', (_case, logs) => {
    expect(problemsOf(logs)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no object of loggers', { loggers: ['http'] }, 'logs.loggers'],
    ['a bad name', { loggers: { 'a b': {} } }, 'logs.loggers'],
    ['an unknown level', { loggers: { http: { level: 'loud' } } }, 'logs.loggers.http.level'],
    ['an unknown key', { loggers: { http: { lvl: 'info' } } }, 'logs.loggers.http.lvl'],
    ['no names', { loggers: { http: { destinations: 'a' } } }, 'logs.loggers.http.destinations'],
    ['a tail that is a number', { tail: 5 }, 'logs.tail'],
    ['a tail without room', { tail: { lines: 0 } }, 'logs.tail.lines'],
    ['another level of the start', { started: 'warn' }, 'logs.started'],
    ['a signal by name', { levelSignal: 'SIGUSR2' }, 'logs.levelSignal'],
  ])('are refused with %s', (_case, logs, path) => {
    expect(problemsOf(logs)).toEqual([path]);
  });
});
