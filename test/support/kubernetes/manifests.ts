import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Container } from 'kubernetes-types/core/v1';

/** Any object of a manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

const ROOT = join(__dirname, '../../..');
export const KUBERNETES = join(ROOT, 'apps/demo/deploy/kubernetes');

/** The package has no types of its own. */
const { load, loadAll } = createRequire(__filename)('js-yaml') as {
  load(text: string): unknown;
  loadAll(text: string): unknown[];
};

/** The objects that `kubectl kustomize` builds of a folder below the demo's. */
export function buildManifests(folder: string): Manifest[] {
  const yaml = execFileSync('kubectl', ['kustomize', join(KUBERNETES, folder)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Checked by their types in the test of the manifests.
  return loadAll(yaml) as Manifest[];
}

export function readYaml(text: string): unknown {
  return load(text);
}

/** The one deployment among them, which has one container. */
export function deploymentIn(manifests: readonly Manifest[]): {
  readonly deployment: Deployment;
  readonly container: Container;
} {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment') as Deployment | undefined;
  const [container, ...others] = deployment?.spec?.template.spec?.containers ?? [];
  if (!deployment || !container || others.length > 0) throw new Error('one container is expected');
  return { deployment, container };
}
