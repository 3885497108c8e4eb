import { readOptions } from './options';

describe('the command line of the benchmark', () => {
  it('asks for everything when it says nothing', () => {
    const { matrix, task, file } = readOptions([]);

    expect(matrix.nodes).toEqual(['20', '24']);
    expect(matrix.platforms).toEqual(['express', 'fastify']);
    expect(matrix.variants).toContain('otel-auto');
    expect(task.phases).toContain('memory');
    expect(file).toMatch(/results[/\\]latest\.json$/);
  });

  it('has a short form', () => {
    const { matrix, task } = readOptions(['--quick']);

    expect(matrix.platforms).toEqual(['express']);
    expect(matrix.variants).toEqual(['bare', 'by-hand', 'ours-logs', 'ours-otlp']);
    expect(task.phases).toEqual(['cpu', 'latency', 'fail']);
  });

  it('takes parts of it', () => {
    const { matrix, task, isResumed } = readOptions([
      '--node=24',
      '--platform=fastify',
      '--variants=ours-logs,bare',
      '--rounds=7',
      '--routes=hello,monitored',
      '--only=fail,cpu',
      '--resume',
    ]);

    expect(matrix).toMatchObject({ nodes: ['24'], platforms: ['fastify'], rounds: 7 });
    expect(matrix.variants).toEqual(['ours-logs', 'bare']);
    expect(task).toMatchObject({ routes: ['hello', 'monitored'], phases: ['cpu', 'fail'] });
    expect(isResumed).toBe(true);
  });

  it('says what it knows when it is asked for something else', () => {
    expect(() => readOptions(['--only=cpu,speed'])).toThrow(
      '--only does not know "speed". It knows cpu, latency, memory, fail, scrape, unknown.',
    );
  });
});
