import { Problems } from '../../core';
import { checkTraces, resolveTraces, TRACES_RULES } from './traces.options';
import type { TracesDefaults, TracesOptions } from './traces.options';

const DSN = 'https://key@sentry.example/1';
const ENDPOINT = 'http://collector:4318/v1/traces';

describe('the options of traces', () => {
  it.each<[string, TracesOptions | undefined, string]>([
    ['nothing is known', undefined, 'none'],
    ['a collector is known', { endpoint: ENDPOINT }, 'otlp'],
    ['it is said', { endpoint: ENDPOINT, exporter: 'sentry' }, 'sentry'],
    ['none is said', { endpoint: ENDPOINT, exporter: 'none' }, 'none'],
  ])('decide the back end when %s', (_case, given, expected) => {
    expect(resolveTraces(given).exporter).toBe(expected);
  });

  it.each<[string, TracesOptions | undefined, TracesDefaults, string, boolean]>([
    ['only a DSN is known', undefined, { dsn: DSN }, 'sentry', true],
    ['a ratio is set beside it', { sampleRatio: 1 }, { dsn: DSN }, 'sentry', true],
    ['a collector is known too', { endpoint: ENDPOINT }, { dsn: DSN }, 'otlp', false],
    ['it is written', { exporter: 'sentry' }, { dsn: DSN }, 'sentry', false],
    ['none is written', { exporter: 'none' }, { dsn: DSN }, 'none', false],
    ['the environment says none', undefined, { dsn: DSN, isOff: true }, 'none', false],
  ])('with a DSN, when %s', (_case, given, defaults, exporter, isImplied) => {
    expect(resolveTraces(given, defaults)).toMatchObject({ exporter, isImplied });
  });

  it('leave static files out until somebody says what else', () => {
    expect(resolveTraces().ignore).toContain('/static/*');
    expect(resolveTraces({ ignore: ['/admin/*'] }).ignore).toEqual(['/admin/*']);
  });

  it.each([
    [{ exporter: 'zipkin' }, 'traces.exporter'],
    [{ endpoint: 'collector:4318' }, 'traces.endpoint'],
    [{ sampleRatio: 1.5 }, 'traces.sampleRatio'],
    [{ sampleRatio: '0.1' }, 'traces.sampleRatio'],
    [{ ignore: ['/admin/*', 7] }, 'traces.ignore[1]'],
  ])('refuse %j', (given, path) => {
    const problems = new Problems();

    TRACES_RULES(given, 'traces', problems);

    expect(problems.found.map((problem) => problem.path)).toEqual([path]);
  });

  it.each([
    [{ traces: { exporter: 'sentry' } }, ['traces.exporter']],
    [{ traces: { exporter: 'sentry' }, errors: { dsn: 'https://k@s/1' } }, []],
    [{ traces: { exporter: 'otlp' } }, []],
    [{ traces: null }, []],
    [null, []],
  ])('want a DSN for Sentry: %j', (options, expected) => {
    const problems = new Problems();

    checkTraces(options, problems);

    expect(problems.found.map(({ path }) => path)).toEqual(expected);
  });
});
