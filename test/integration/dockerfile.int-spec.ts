import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIn, copiesIn, readStages, valuesOf } from '../support/dockerfile';
import { buildManifests, deploymentIn } from '../support/kubernetes/manifests';

const ROOT = join(__dirname, '../..');
/** What a stage makes itself, besides what it copies. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  build: ['libs/observability/dist', 'apps/demo/dist'],
  packages: ['node_modules'],
};

describe('the image of the demo', () => {
  const stages = readStages(join(ROOT, 'apps/demo/Dockerfile'));
  const last = stages.at(-1)!;

  it('copies files that are there and that are not kept out of it', () => {
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    const sources = stages
      .flatMap(copiesIn)
      .filter(({ from }) => from === undefined)
      .flatMap((copy) => copy.sources);

    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(sources.filter((source) => ignored.includes(source.split('/')[0]!))).toEqual([]);
  });

  it('takes from a stage only what is made there', () => {
    const taken = copiesIn(last).filter(({ from }) => from !== undefined);

    expect(taken).toHaveLength(3);
    for (const { from = '', sources } of taken) {
      expect(stages.map(({ alias }) => alias)).toContain(from);
      expect(MADE[from]?.map((path) => `/app/${path}`)).toEqual(
        expect.arrayContaining([...sources]),
      );
    }
  });

  it('is one supported Node in each stage, which one argument pins', () => {
    const text = readFileSync(join(ROOT, 'apps/demo/Dockerfile'), 'utf8');

    expect(new Set(stages.map(({ image }) => image))).toEqual(new Set(['node:24-slim']));
    expect(text.match(/^FROM .*$/gm)?.every((line) => line.startsWith('FROM ${NODE_IMAGE}'))).toBe(
      true,
    );
  });

  it('runs no script of a package while it is built', () => {
    const installs = stages
      .flatMap(({ instructions }) => valuesOf(instructions, 'RUN'))
      .filter((command) => command.startsWith('npm'));

    expect(installs).toHaveLength(2);
    for (const install of installs) {
      expect(install).toMatch(/^npm ci .*--ignore-scripts/);
    }
  });

  it('runs as the user that the deployment names, which is not root', () => {
    const { deployment } = deploymentIn(buildManifests('base'));
    const context = deployment.spec?.template.spec?.securityContext;

    expect(valuesOf(last.instructions, 'USER')).toEqual([
      `${context?.runAsUser}:${context?.runAsGroup}`,
    ]);
    expect(context?.runAsUser).toBeGreaterThan(0);
  });

  it('starts Node itself, which so gets the signals, on the file that is built', () => {
    const command = commandIn(last);

    expect(command[0]).toBe('node');
    expect(command.at(-1)).toBe('apps/demo/dist/main.js');
    expect(valuesOf(last.instructions, 'ENTRYPOINT')).toEqual([]);
  });

  it('listens where the deployment says', () => {
    const { container } = deploymentIn(buildManifests('base'));

    expect(valuesOf(last.instructions, 'EXPOSE')).toEqual([
      String(container.ports?.[0]?.containerPort),
    ]);
  });

  it('can be read line by line', () => {
    const names = stages.flatMap(({ instructions }) => instructions.map(({ name }) => name));

    expect(new Set(names)).toEqual(
      new Set(['WORKDIR', 'COPY', 'RUN', 'ARG', 'ENV', 'USER', 'EXPOSE', 'CMD']),
    );
  });
});
