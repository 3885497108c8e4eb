import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { BENCH, ROOT } from './paths';

/** Where, when and on what a result was made. */
export interface Circumstances {
  readonly date: string;
  /** The commit of the library, and whether files differed from it. */
  readonly commit: string;
  readonly isDirty: boolean;
  readonly command: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly kernel: string;
    /** Processes that wanted a processor in the minute before the start; 0 when nobody else works. */
    readonly loadAverage: number;
  };
  /** Exact versions by major version. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, string>>;
}

const PACKAGES = [
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/platform-fastify',
  '@nestjs/terminus',
  '@sentry/nestjs',
  '@willsoto/nestjs-prometheus',
  'nestjs-pino',
  'pino',
  'prom-client',
  '@opentelemetry/auto-instrumentations-node',
  'express-prom-bundle',
  'fastify-metrics',
];

const requireHere = createRequire(join(BENCH, 'package.json'));

/**
 * Looks around.
 * @param nodes the node programs by major version
 * @param script the npm script that was called
 */
export function circumstances(
  nodes: Readonly<Record<string, string>>,
  script: 'bench' | 'bench:micro' | 'bench:paired' = 'bench',
): Circumstances {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
    isDirty: git('status', '--porcelain', '--', 'libs', 'bench') !== '',
    command: ['npm run', script, '--', ...process.argv.slice(2)].join(' '),
    machine: {
      cpu: cpu?.model ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1024 ** 3),
      kernel: `${type()} ${release()}`,
      loadAverage: loadavg()[0] ?? 0,
    },
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([major, program]) => [
        major,
        execFileSync(program, ['--version'], { encoding: 'utf8' }).trim(),
      ]),
    ),
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  };
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** Packages hide their package.json by `exports`; so it is looked for on the way that require takes. */
function versionOf(name: string): string {
  for (const folder of requireHere.resolve.paths(name) ?? []) {
    try {
      const { version } = requireHere(join(folder, name, 'package.json')) as { version: string };
      return version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}
