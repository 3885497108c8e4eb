import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { METRICS } from '../../libs/observability/src/core';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'apps/demo/deploy/compose');
const RECIPE = join(ROOT, 'docs/recipes/grafana-prometheus.md');
const BLOCK = /```yaml\n# (?<name>[\w.]+)\n(?<text>[\s\S]*?)```/g;
const METRIC = /\b[a-z]+(?:_[a-z]+)+(?=[{[\s)])/g;
const SUFFIX = /_(?:bucket|count|sum)$/;

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

const { load } = createRequire(__filename)('js-yaml') as { load(yaml: string): unknown };

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

describe('the compose files of the demo', () => {
  const { services } = load(read('compose.yaml')) as { services: Record<string, Service> };

  it('mount and build files that exist', () => {
    const mounted = Object.values(services).flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(':')[0]!),
    );
    const { context = '', dockerfile = '' } = services['shop']?.build ?? {};

    expect(mounted).toHaveLength(3);
    expect(mounted.filter((path) => !existsSync(join(FOLDER, path)))).toEqual([]);
    expect(existsSync(join(FOLDER, context, dockerfile))).toBe(true);
  });

  it('publish ports on this machine only', () => {
    const ports = Object.values(services).flatMap(({ ports: published = [] }) => published);

    expect(ports).toEqual([expect.stringMatching(/^127\./), expect.stringMatching(/^127\./)]);
  });

  it('are a configuration and rules that Prometheus accepts', () => {
    const printed = execFileSync('promtool', ['check', 'config', 'prometheus.yml'], {
      cwd: FOLDER,
      encoding: 'utf8',
    });

    expect(printed).toContain('4 rules found');
  });

  it('alert on metrics that there are', () => {
    const known = new Set<string>(Object.values(METRICS).map(({ name }) => name));
    const { groups } = load(read('alerts.yml')) as {
      groups: { rules: { expr: string }[] }[];
    };
    const used = groups
      .flatMap(({ rules }) => rules)
      .flatMap(({ expr }) => expr.replaceAll(/\{[^}]*\}|by \([^)]*\)/g, ' ').match(METRIC) ?? [])
      .map((name) => name.replace(SUFFIX, ''))
      .filter((name) => name.includes('_') && name !== 'histogram_quantile');

    expect(used.length).toBeGreaterThan(3);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(['prometheus.yml', 'alerts.yml'])('have the %s of the recipe', (name) => {
    const blocks = [...readFileSync(RECIPE, 'utf8').matchAll(BLOCK)];
    const shown = blocks.find(({ groups }) => groups?.['name'] === name);

    expect(load(shown?.groups?.['text'] ?? '')).toEqual(load(read(name)));
  });
});
