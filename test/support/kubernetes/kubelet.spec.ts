import { tmpdir } from 'node:os';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Probe } from 'kubernetes-types/core/v1';
import { eventually } from '../eventually';
import { Pod } from './kubelet';

/** Listens after a while, is ready as it is told by POST /ready?, hangs by POST /hang, and may ignore SIGTERM. */
const APP = `
  let [isReady, hangs] = [true, false];
  const { DELAY_MS = 0, STUBBORN } = process.env;
  if (STUBBORN) process.on('SIGTERM', () => undefined);
  setTimeout(() => require('node:http').createServer(({ url, method }, response) => {
    if (method === 'POST') { if (url === '/hang') hangs = true; else isReady = url === '/ready'; response.end(); }
    else if (!hangs) response.writeHead(url !== '/ready' || isReady ? 200 : 503).end();
  }).listen(process.env.PORT, '127.0.0.1'), DELAY_MS);
`;

const LABELS = { app: 'test' };

function probe(path: string, failureThreshold: number): Probe {
  const pace = { periodSeconds: 1, timeoutSeconds: 1 };
  return { httpGet: { path, port: 'http' }, ...pace, failureThreshold };
}

function deploymentOf(startupFailures: number): Deployment {
  const container = {
    name: 'app',
    env: [{ name: 'FROM_THE_MANIFEST', value: 'yes' }],
    startupProbe: probe('/started', startupFailures),
    livenessProbe: probe('/live', 1),
    readinessProbe: probe('/ready', 2),
  };
  return {
    spec: {
      selector: { matchLabels: LABELS },
      template: { spec: { containers: [container], terminationGracePeriodSeconds: 1 } },
    },
  };
}

describe('the kubelet of the tests', () => {
  let pod: Pod;

  async function start(env: Record<string, string> = {}, startupFailures = 100): Promise<void> {
    const args = ['node', '-e', APP];
    const settings = { args, cwd: tmpdir(), env, secondMs: 50, startSecondMs: 50 };
    pod = await Pod.start(deploymentOf(startupFailures), settings);
  }

  async function post(path: string): Promise<void> {
    await fetch(pod.base + path, { method: 'POST' });
  }

  async function happens(event: string, withinMs = 10_000): Promise<void> {
    await eventually(() => expect(pod.events).toContain(event), withinMs);
  }

  it('asks for liveness and readiness only when the app has started', async () => {
    await start({ DELAY_MS: '300' });
    await eventually(() => expect(pod.asked('startupProbe')).toBeGreaterThan(2));
    expect([pod.asked('livenessProbe'), pod.asked('readinessProbe')]).toEqual([0, 0]);

    await happens('ready');
    expect(pod.events).toEqual(['started', 'ready']);
    expect(await pod.delete()).toMatchObject({ signal: 'SIGTERM', wasKilled: false });
  });

  it('restarts an app that does not start in time', async () => {
    await start({ DELAY_MS: '600000' }, 3);

    await happens('restarted by startup');

    expect(pod.asked('livenessProbe')).toBe(0);
    await pod.delete();
  });

  it('does not restart an app that is not ready, and sees when it is again', async () => {
    await start();
    await happens('ready');
    await post('/notready');
    await happens('not ready');
    await post('/ready');
    await eventually(() => expect(pod.isReady).toBe(true));

    expect(pod.restarts).toBe(0);
    expect(pod.events).toEqual(['started', 'ready', 'not ready', 'ready']);
    await pod.delete();
  });

  it('restarts an app that does not answer for its liveness', async () => {
    await start();
    await happens('ready');
    await post('/hang');
    await happens('restarted by liveness');
    await eventually(() => expect(pod.isReady).toBe(true), 10_000);

    expect(pod.restarts).toBe(1);
    await pod.delete();
  });

  it('kills an app that does not end within its grace', async () => {
    await start({ STUBBORN: 'yes' });
    await happens('ready');

    const { wasKilled, signal, ms } = await pod.delete();

    expect({ wasKilled, signal }).toEqual({ wasKilled: true, signal: 'SIGKILL' });
    expect(ms).toBeGreaterThan(900);
  });
});
