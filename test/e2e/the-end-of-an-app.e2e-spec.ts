import { setTimeout as pause } from 'node:timers/promises';
import { accessLines, fateOf, startEnding, told } from '../support/ending-program';
import { eventually } from '../support/eventually';
import { Program } from '../support/program';
import { freePort } from '../support/services/free-port';

describe.each(['express', 'fastify'] as const)('on %s an app that is told to end', (platform) => {
  it('cuts a request off that never ends, names it once, and ends by the signal', async () => {
    const options = 'lifecycle: { graceMs: 500 }';
    const { program, base } = await startEnding({ platform, options });
    const stuck = fateOf(`${base}/never/42`);
    await pause(200);
    const from = performance.now();

    program.child.kill('SIGTERM');
    const { signal, stdout } = await program.ending;

    expect(performance.now() - from).toBeLessThan(3000);
    expect(signal).toBe('SIGTERM');
    expect(await stuck).toMatchObject({ error: 'ECONNRESET' });
    expect(accessLines(stdout, '/never')).toEqual([
      expect.objectContaining({ route: '/never/:id', status: 499, outcome: 'aborted' }),
    ]);
    expect(told(stdout)).toEqual([
      'Received SIGTERM: readiness is failing',
      expect.stringMatching(
        /^GET \/never\/:id was cut off after \d+ ms because the app is shutting down \(request \S+\)$/,
      ),
    ]);
  });

  it('leaves nothing behind when it is closed by hand, and the process ends by itself', async () => {
    const { program } = await startEnding({
      platform,
      listening: `
        await app.close();
        await pause(50);
        const left = () => [process.getActiveResourcesInfo(), process.eventNames().map(String)];
        const before = left();
        for (let round = 0; round < 5; round += 1) {
          const next = await NestFactory.create(module, new ${adapterOf(platform)}());
          next.enableShutdownHooks();
          await next.listen(0, '127.0.0.1');
          await (await fetch('http://127.0.0.1:' + next.getHttpServer().address().port)).text();
          await next.close();
        }
        await pause(50);
        console.log(JSON.stringify({ before, after: left() }));`,
    });

    const { code, stdout } = await program.ending;

    const found = Program.linesOf(stdout).find(({ after }) => after !== undefined);
    expect(found?.['after']).toEqual(found?.['before']);
    expect(code).toBe(0);
    expect(told(stdout)).toEqual([]);
  });
});

describe('an app that is told to end', () => {
  it('hurries with each further signal: it serves no longer, then waits no longer', async () => {
    const options = 'lifecycle: { drainDelayMs: 60_000, graceMs: 60_000 }';
    const { program, base } = await startEnding({ options });
    void fateOf(`${base}/never/1`);
    await pause(200);
    program.child.kill('SIGTERM');
    await pause(400);
    const late = fateOf(`${base}/late/900`);
    await pause(100);

    program.child.kill('SIGINT');
    await eventually(async () =>
      expect(await fateOf(base)).toMatchObject({ error: 'ECONNREFUSED' }),
    );
    expect(await late).toMatchObject({ status: 200 });
    program.child.kill('SIGTERM');
    const { signal, stdout } = await program.ending;

    expect(signal).toBe('SIGTERM');
    expect(told(stdout)).toHaveLength(2);
  });

  it('takes what comes twice in the same moment for one signal', async () => {
    const { program, base } = await startEnding({});
    const late = fateOf(`${base}/late/700`);
    await pause(200);

    program.child.kill('SIGINT');
    program.child.kill('SIGINT');
    const { status } = await late;
    const { signal, stdout } = await program.ending;

    expect({ status, signal }).toEqual({ status: 200, signal: 'SIGINT' });
    expect(told(stdout)).toEqual(['Received SIGINT: readiness is failing']);
  });

  it('answers probes at the management port until the end: alive, and not ready', async () => {
    const port = await freePort();
    const options = `endpoints: { management: { port: ${port} } }`;
    const { program, base } = await startEnding({ options });
    const late = fateOf(`${base}/late/800`);
    await pause(200);

    program.child.kill('SIGTERM');
    await eventually(async () =>
      expect(await fateOf(base)).toMatchObject({ error: 'ECONNREFUSED' }),
    );
    const [live, ready] = await Promise.all(
      ['livez', 'readyz'].map((path) => fateOf(`http://127.0.0.1:${port}/${path}`)),
    );
    await Promise.all([late, program.ending]);

    expect([live?.status, ready?.status]).toEqual([200, 503]);
  });

  it('is ended by the signal when its own hooks hang, and says so', async () => {
    const { program } = await startEnding({
      options: 'lifecycle: { shutdownTimeoutMs: 400 }',
      providers: `{ provide: 'X', useValue: { onApplicationShutdown: () => new Promise(() => {}) } }`,
      listening: 'setInterval(() => {}, 1000);',
    });

    program.child.kill('SIGTERM');
    const { signal, stdout } = await program.ending;

    expect(signal).toBe('SIGTERM');
    expect(told(stdout)).toEqual([
      'Received SIGTERM: readiness is failing',
      "The app's shutdown hooks did not finish within 400 ms; SIGTERM ends the process",
    ]);
  });

  it('ends at once when its hooks hang and it is told again', async () => {
    const { program } = await startEnding({
      providers: `{ provide: 'X', useValue: { onApplicationShutdown: () => new Promise(() => {}) } }`,
      listening: 'setInterval(() => {}, 1000);',
    });
    program.child.kill('SIGTERM');
    await eventually(() => expect(program.said).toContain('taken apart'));
    await pause(350);
    const from = performance.now();

    program.child.kill('SIGTERM');
    const { signal, stdout } = await program.ending;

    expect(performance.now() - from).toBeLessThan(2000);
    expect(signal).toBe('SIGTERM');
    expect(told(stdout).at(-1)).toBe('Received a second signal; SIGTERM ends the process');
  });

  it('ends while it starts, whatever its start waits for', async () => {
    const text = `{ provide: 'X', useValue: { onModuleInit: () => { process.send({ port: 0 }); return new Promise(() => {}); } } }`;
    const { program } = await startEnding({
      options: 'lifecycle: { drainDelayMs: 60_000, shutdownTimeoutMs: 500 }',
      providers: text,
      made: 'app.enableShutdownHooks(); setInterval(() => {}, 1000);',
    });
    const from = performance.now();

    program.child.kill('SIGTERM');
    const { signal } = await program.ending;

    expect(performance.now() - from).toBeLessThan(3000);
    expect(signal).toBe('SIGTERM');
  });

  it('takes its time in Kubernetes, where somebody has to notice', async () => {
    const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
    const { program, base } = await startEnding({ env });

    program.child.kill('SIGTERM');
    await eventually(() => expect(told(program.said)).toHaveLength(1));
    const { status } = await fateOf(`${base}/now`);
    program.child.kill('SIGKILL');

    expect(status).toBe(200);
    expect(told(program.said)).toEqual([
      'Received SIGTERM: readiness is failing; still serving for 5000 ms',
    ]);
  });

  it('ends as plain Node does without shutdown hooks', async () => {
    const { program, base } = await startEnding({ made: '' });
    const late = fateOf(`${base}/late/2000`);
    await pause(200);

    program.child.kill('SIGTERM');
    const { signal, stdout } = await program.ending;

    expect(signal).toBe('SIGTERM');
    expect(await late).toMatchObject({ error: 'ECONNRESET' });
    expect(told(stdout)).toEqual([]);
  });
});

function adapterOf(platform: 'express' | 'fastify'): string {
  return platform === 'express' ? 'ExpressAdapter' : 'FastifyAdapter';
}
