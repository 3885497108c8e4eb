import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Cell, Project } from './cells';
import { rcompare, satisfies } from './semver';

/** A release as the registry describes it. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly engines?: { readonly node?: string };
}

/** Releases by `name@range`. */
export type Releases = ReadonlyMap<string, Release>;

const LIMIT_MS = 180_000;
const NEST = ['common', 'core', 'platform-express', 'platform-fastify'];
const BASE = ['reflect-metadata@^0.2.0', 'rxjs@^7.8.0'];
/** What its page says to install; it brings the SDK. */
const OTEL = {
  none: [],
  2: ['@opentelemetry/otlp-transformer@>=0.200.0 <0.300.0'],
  3: ['@opentelemetry/otlp-transformer@>=0.300.0 <0.400.0'],
};
const SENTRY = { none: [], 10: ['@sentry/nestjs@^10.1.0'], 11: ['@sentry/nestjs@^11.0.0-rc.1'] };
/** What the compiler needs besides. */
const TYPES = ['@types/node@22', '@types/express@5'];

/**
 * Sentry 10 has the SDK of OpenTelemetry 2, which needs this API. pnpm installs the newest release of a peer that no one
 * names, and strictPeerDependencies refuses that one. OpenTelemetry 3 needs a newer API, so there is no such pair.
 */
const API_OF_SENTRY_10 = '@opentelemetry/api@~1.9.0';

/** The dependencies of an app without the library. */
export function dependenciesOf({ nest, otel, sentry, manager }: Project): string[] {
  const ofNest = NEST.map((name) => `@nestjs/${name}@${nest}`);
  const hasApi = manager === 'pnpm' && sentry === '10' && otel !== '3';
  const api = hasApi ? [API_OF_SENTRY_10] : [];
  return [...ofNest, ...BASE, ...OTEL[otel], ...SENTRY[sentry], ...api];
}

/** Its devDependencies. */
export function devDependencies(): readonly string[] {
  return TYPES;
}

/** Queries the newest release of each range. */
export async function queryRegistry(wanted: readonly string[]): Promise<Releases> {
  const each = [...new Set(wanted)].map(async (want) => [want, await newestOf(want)] as const);
  return new Map(await Promise.all(each));
}

/**
 * Why a cell is not possible: the Node that a package of the app declares. Packages that refuse each other are named
 * by the installation.
 * @param node the whole version
 */
export function reasonAgainst(cell: Cell, node: string, releases: Releases): string | undefined {
  const chosen = dependenciesOf(cell).flatMap((want) => releases.get(want) ?? []);
  const refusing = chosen.find(({ engines }) => engines?.node && !satisfies(node, engines.node));
  return refusing && `${refusing.name} ${refusing.version} needs Node ${refusing.engines?.node}`;
}

async function newestOf(want: string): Promise<Release> {
  const fields = ['name', 'version', 'engines'];
  const { stdout } = await promisify(execFile)('npm', ['view', want, ...fields, '--json'], {
    timeout: LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  const answer = JSON.parse(stdout) as Release | Release[];
  const [newest] = [answer].flat().toSorted((a, b) => rcompare(a.version, b.version));
  if (!newest) throw new Error(`The registry has no ${want}.`);
  return newest;
}
