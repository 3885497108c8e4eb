import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Probe } from 'kubernetes-types/core/v1';
import type { NetworkPolicyPeer, NetworkPolicySpec } from 'kubernetes-types/networking/v1';
import { podTimings } from '../../libs/observability/src/artifacts';
import { ENDPOINT_PATHS } from '../../libs/observability/src/endpoints';
import {
  buildManifests,
  deploymentIn,
  KUBERNETES,
  readYaml,
} from '../support/kubernetes/manifests';
import type { Manifest } from '../support/kubernetes/manifests';
import { typeMistakesIn } from '../support/kubernetes/typed-manifests';

const FOLDERS = ['base', 'overlays/production'] as const;
const KINDS = ['ServiceAccount', 'Service', 'Deployment', 'PodDisruptionBudget', 'NetworkPolicy'];
/** What kustomize 2.0.3 knows of it, which is in kubectl 1.14 to 1.20; it refuses every other field. */
const OLD_FIELDS = ['apiVersion', 'kind', 'namespace', 'resources', 'bases'];
const OLD_OVERLAY_FIELDS = [...OLD_FIELDS, 'patchesStrategicMerge', 'images'];

describe.each(FOLDERS)('the manifests in kubernetes/%s', (folder) => {
  const manifests = buildManifests(folder);
  const { deployment, container } = deploymentIn(manifests);
  const { template, selector } = deployment.spec ?? {};
  const pod = template?.spec;

  it('are built by kubectl, all of them', () => {
    expect(manifests.map(({ kind }) => kind).toSorted()).toEqual(KINDS.toSorted());
  });

  it('have no field that Kubernetes does not know, and no value of another type', () => {
    expect(typeMistakesIn(manifests)).toEqual([]);
  });

  it('have the numbers that follow from the options of the module', () => {
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
    const found = Object.fromEntries(probes.map((name) => [name, numbersOf(container[name])]));
    const { terminationGracePeriodSeconds } = pod ?? {};

    expect({ ...found, terminationGracePeriodSeconds }).toEqual(podTimings());
    expect(container.lifecycle).toBeUndefined();
  });

  it('ask the endpoints of the library, at the port of the app', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;

    expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet)).toEqual(
      (['startup', 'live', 'ready'] as const).map((name) => ({
        path: ENDPOINT_PATHS[name],
        port: 'http',
      })),
    );
    expect(container.ports).toEqual([{ name: 'http', containerPort: 3000 }]);
    expect(template?.metadata?.annotations?.['prometheus.io/path']).toBe(ENDPOINT_PATHS.metrics);
  });

  it('let the shop do no more than it must', () => {
    expect(pod?.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod?.automountServiceAccountToken).toBe(false);
    expect(pod?.serviceAccountName).toBe('demo-shop');
  });

  it('hold no secret, only the name of one', () => {
    const secrets = container.env?.filter(({ name }) => name.endsWith('URL')) ?? [];

    expect(secrets).toHaveLength(2);
    for (const { name, value, valueFrom } of secrets) {
      expect(value).toBeUndefined();
      expect(valueFrom?.secretKeyRef).toEqual({ name: 'demo-shop', key: name });
    }
  });

  it('give the token to the shop as a file that only it reads', () => {
    const file = container.env?.find(({ name }) => name === 'OBSERVABILITY_TOKEN_FILE')?.value;
    const [volume] = pod?.volumes ?? [];

    expect(container.env?.map(({ name }) => name)).not.toContain('OBSERVABILITY_TOKEN');
    expect(volume?.secret).toMatchObject({
      secretName: 'demo-shop',
      defaultMode: 0o440,
      items: [{ key: 'OBSERVABILITY_TOKEN', path: 'token' }],
    });
    expect(container.volumeMounts).toEqual([
      { name: volume?.name, mountPath: file?.replace(/\/token$/, ''), readOnly: true },
    ]);
  });

  it('let only the ingress controller and Prometheus in, at the port of the app', () => {
    const { policyTypes, ingress } = specOf('NetworkPolicy') as NetworkPolicySpec;
    const [rule] = ingress ?? [];

    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(ingress).toHaveLength(1);
    expect(rule?.ports).toEqual([{ protocol: 'TCP', port: 'http' }]);
    expect(rule?.from?.map((peer) => podsOf(peer))).toEqual([
      'ingress-nginx/ingress-nginx',
      'monitoring/prometheus',
    ]);
  });

  it('let the shop out to names, its database and its Redis alone', () => {
    const { egress = [] } = specOf('NetworkPolicy') as NetworkPolicySpec;
    const ways = egress.map(({ to = [], ports = [] }) => [
      to.map((peer) => podsOf(peer)).join(),
      ports.map(({ protocol, port }) => `${protocol} ${port}`).join(),
    ]);

    expect(ways).toEqual([
      ['kube-system/kube-dns', 'UDP 53,TCP 53'],
      ['postgresql', 'TCP 5432'],
      ['redis', 'TCP 6379'],
    ]);
  });

  it('mean the same pods wherever they select some', () => {
    const labels = { 'app.kubernetes.io/name': 'demo-shop' };

    expect(template?.metadata?.labels).toEqual(labels);
    expect(selector?.matchLabels).toEqual(labels);
    expect(specOf('Service')).toMatchObject({ selector: labels });
    expect(specOf('PodDisruptionBudget')).toMatchObject({ selector: { matchLabels: labels } });
    expect(specOf('NetworkPolicy')).toMatchObject({ podSelector: { matchLabels: labels } });
  });

  it('let pods be replaced one at a time without a gap', () => {
    expect(deployment.spec?.strategy?.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(deployment.spec?.replicas).toBeGreaterThan(1);
    expect(specOf('PodDisruptionBudget')).toMatchObject({ maxUnavailable: 1 });
  });

  it('use only fields of kustomize that old and new versions share', () => {
    const text = readFileSync(join(KUBERNETES, folder, 'kustomization.yaml'), 'utf8');
    const { resources = [], ...rest } = readYaml(text) as { resources?: string[] };

    expect(OLD_OVERLAY_FIELDS).toEqual(expect.arrayContaining(Object.keys(rest)));
    // Old versions take files only; folders stand under `bases`.
    expect(resources.filter((resource) => !resource.endsWith('.yaml'))).toEqual([]);
  });

  function specOf(kind: string): unknown {
    return (manifests.find((each) => each.kind === kind) as { spec?: unknown } | undefined)?.spec;
  }
});

describe('the manifests for production', () => {
  const manifests = buildManifests('overlays/production');

  it('have a namespace, a version and more room', () => {
    const { deployment, container } = deploymentIn(manifests);

    expect(new Set(manifests.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']));
    expect(container.image).toBe('registry.example/demo-shop:0.1.0');
    expect(deployment.spec?.replicas).toBe(3);
    expect(container.resources?.limits).toEqual({ memory: '512Mi' });
  });
});

describe('docs/kubernetes.md', () => {
  it('explains the numbers that the manifests have', () => {
    const page = readFileSync(join(KUBERNETES, '../../../../docs/kubernetes.md'), 'utf8');
    const { terminationGracePeriodSeconds, ...probes } = podTimings();
    const rows = Object.entries(probes).map(
      ([name, { periodSeconds, timeoutSeconds, failureThreshold }]) =>
        `| \`${name}\` | ${periodSeconds} | ${timeoutSeconds} | ${failureThreshold} |`,
    );

    const wanted = [...rows, `terminationGracePeriodSeconds: ${terminationGracePeriodSeconds}`];
    expect(wanted.filter((each) => !page.includes(each))).toEqual([]);
  });
});

describe('the test of the types', () => {
  const [deployment] = buildManifests('base').filter(({ kind }) => kind === 'Deployment');

  it.each([
    ['an unknown field', { replica: 2 }, '"replica"\' does not exist'],
    ['a value of another type', { replicas: 'two' }, "Type 'string' is not assignable"],
  ])('finds %s', (_what, wrong, complaint) => {
    const manifest = deployment as Manifest & { spec: object };

    expect(typeMistakesIn([{ ...manifest, spec: { ...manifest.spec, ...wrong } }])).toEqual([
      expect.stringContaining(complaint),
    ]);
  });
});

/** `namespace/pods`, or only the pods where they are in the namespace of the shop. */
function podsOf({ namespaceSelector, podSelector }: NetworkPolicyPeer): string {
  const namespace = Object.values(namespaceSelector?.matchLabels ?? {});
  return [...namespace, ...Object.values(podSelector?.matchLabels ?? {})].join('/');
}

function numbersOf(probe: Probe | undefined): object {
  const { periodSeconds, timeoutSeconds, failureThreshold } = probe ?? {};
  return { periodSeconds, timeoutSeconds, failureThreshold };
}
