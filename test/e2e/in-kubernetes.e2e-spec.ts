import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandIn, readStages } from '../support/dockerfile';
import { eventually } from '../support/eventually';
import { Pod } from '../support/kubernetes/kubelet';
import { buildManifests, deploymentIn } from '../support/kubernetes/manifests';
import { Service } from '../support/kubernetes/service';
import { PostgresServer } from '../support/services/postgres-server';

const ROOT = join(__dirname, '../..');
/** A busy machine takes long to start an app and its database. */
const READY_WITHIN_MS = 50_000;
const CHANGES_WITHIN_MS = 15_000;
const LIMIT_MS = 80_000;
/** Probes ten times as often as in life; start, time-outs and grace are what the manifest says. */
const SECOND_MS = 100;
const TOKEN = 'correct-horse-battery';
/** What Kubernetes takes to tell every node of a change. */
const PROPAGATION_MS = 1000;
const EACH_MS = 10;

/** The first is replaced by the second, and that by the third. */
const PLATFORMS = ['express', 'fastify', 'express'];

jest.setTimeout(LIMIT_MS);

describe('the shop in pods of its manifests, on Express and on Fastify', () => {
  const { deployment } = deploymentIn(buildManifests('overlays/production'));
  const service = new Service(PROPAGATION_MS);
  const pods: Pod[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'observability-token-'));
  const tokenFile = join(folder, 'token');
  let postgres: PostgresServer;

  beforeAll(async () => {
    writeFileSync(tokenFile, `${TOKEN}\n`);
    postgres = await PostgresServer.start();
    for (const platform of PLATFORMS.slice(0, 2)) await startPod(platform);
  });
  afterAll(async () => {
    service.close();
    await Promise.all(pods.filter((pod) => !pod.isTerminating).map((pod) => pod.delete()));
    await postgres.remove();
    rmSync(folder, { recursive: true });
  });

  it('starts, and is asked for its liveness and readiness from then on only', async () => {
    for (const pod of pods) {
      expect([pod.asked('livenessProbe'), pod.asked('readinessProbe')]).toEqual([0, 0]);
    }

    await Promise.all(pods.map(untilReady));

    for (const pod of pods) {
      expect(pod.asked('startupProbe')).toBeGreaterThan(1);
      expect(pod.events).toEqual(['started', 'ready']);
    }
  });

  it('is neither restarted nor taken out while the database is stopped', async () => {
    await Promise.all(pods.map((pod) => untilHealthIs(200, pod)));

    await postgres.stop();
    await Promise.all(pods.map((pod) => untilHealthIs(503, pod)));
    await Promise.all(pods.map(muchAsked));

    for (const pod of pods) {
      expect(pod.restarts).toBe(0);
      expect(pod.events).toEqual(['started', 'ready']);
    }
    await postgres.start();
    await Promise.all(pods.map((pod) => untilHealthIs(200, pod)));
    await startPod(PLATFORMS[2]!);
  });

  it('shows its metrics to a Prometheus that brings the token of the mounted secret, and to no one else', async () => {
    for (const { base } of pods.slice(0, 2)) {
      const headers = { authorization: `Bearer ${TOKEN}` };

      expect((await fetch(`${base}/metrics`)).status).toBe(401);
      expect((await fetch(`${base}/metrics`, { headers })).status).toBe(200);
    }
  });

  it.each([
    { platform: 'Express', index: 0 },
    { platform: 'Fastify', index: 1 },
  ])(
    'is replaced on $platform without a request lost, and ends before it would be killed',
    async ({ index }) => {
      const [old, other] = [pods[index]!, pods[index + 1]!];
      const enough = new AbortController();
      await untilReady(other);
      await Promise.all([old, other].map((pod) => service.add(pod)));
      const traffic = service.traffic('/prices/tea', EACH_MS, enough.signal);

      const end = await old.delete();
      enough.abort();

      const got = await traffic;
      expect(got.filter((status) => status !== 200)).toEqual([]);
      expect(got.length).toBeGreaterThan(100);
      expect(service.requestsWhileEnding(old)).toBeGreaterThan(0);
      expect(old.events).toEqual(['started', 'ready', 'terminating', 'not ready']);
      expect(end).toMatchObject({ wasKilled: false, signal: 'SIGTERM' });
    },
  );

  async function startPod(platform: string): Promise<void> {
    const args = commandIn(readStages(join(ROOT, 'apps/demo/Dockerfile')).at(-1)!);
    const { PATH = '', HOME = '' } = process.env;
    const inCluster = { HTTP_PLATFORM: platform, KUBERNETES_SERVICE_HOST: '10.96.0.1' };
    // What the secret of the manifest holds; the rest is as the demo has it by itself.
    const secret = { DATABASE_URL: postgres.url, OBSERVABILITY_TOKEN_FILE: tokenFile };
    const env = { PATH, HOME, NODE_ENV: 'production', ...secret, ...inCluster };
    pods.push(await Pod.start(deployment, { args, cwd: ROOT, env, secondMs: SECOND_MS }));
  }
});

/** More often than would be enough for a restart. */
async function muchAsked(pod: Pod): Promise<void> {
  for (const probe of ['livenessProbe', 'readinessProbe'] as const) {
    const before = pod.asked(probe);
    await eventually(() => expect(pod.asked(probe)).toBeGreaterThan(before + 4), CHANGES_WITHIN_MS);
  }
}

async function untilHealthIs(status: number, { base }: Pod): Promise<void> {
  await eventually(async () => {
    expect((await fetch(`${base}/health`)).status).toBe(status);
  }, CHANGES_WITHIN_MS);
}

async function untilReady(pod: Pod): Promise<void> {
  await eventually(() => expect(pod.isReady).toBe(true), READY_WITHIN_MS);
}
