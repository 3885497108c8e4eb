import type { IncomingMessage } from 'node:http';
import { pathTo, rules } from '../core';
import type { Rule } from '../core';

/** Who may read: everybody, who brings the token, whom the guard lets in, nobody. */
export type EndpointAccess = 'open' | 'token' | 'guard' | 'closed';

/** Another answer for metrics than for health details. */
export interface EndpointAccesses {
  metrics?: EndpointAccess;
  details?: EndpointAccess;
}

/** Decides whether a request may read. One that throws, rejects or takes a second lets nobody in. */
export type EndpointGuard = (request: IncomingMessage) => boolean | Promise<boolean>;

/** A port of its own for all endpoints, for a network that strangers do not reach. */
export interface ManagementOptions {
  port: number;
  /** The address to listen at. @default 127.0.0.1 */
  host?: string;
}

/** Where the endpoints are. */
export interface EndpointPaths {
  metrics?: string;
  health?: string;
  detail?: string;
  live?: string;
  ready?: string;
  startup?: string;
  errors?: string;
  info?: string;
  loggers?: string;
}

/** The endpoints of the library. Probes and the bare status of `/health` are always open. */
export interface EndpointsOptions {
  /** Who may read metrics and health details. @default 'token' with a token, 'guard' with a guard; else 'closed' in production or with a management port, 'open' elsewhere */
  access?: EndpointAccess | EndpointAccesses;
  /** The bearer token that opens them. @default OBSERVABILITY_TOKEN */
  token?: string;
  /** Lets requests in by a rule of the app: an address, a header of the ingress. @default none */
  guard?: EndpointGuard;
  /** Serves all endpoints at a port of their own as well; there, metrics and details are open, or want the token. @default none */
  management?: ManagementOptions;
  /** @default /metrics, /health, /health/detail, /livez, /readyz, /startupz, /errors, /info, /loggers */
  paths?: EndpointPaths;
}

export const ENDPOINT_PATHS: Required<EndpointPaths> = {
  metrics: '/metrics',
  health: '/health',
  detail: '/health/detail',
  live: '/livez',
  ready: '/readyz',
  startup: '/startupz',
  errors: '/errors',
  info: '/info',
  loggers: '/loggers',
};

/** The options with everything filled in; without a token there is none. */
export interface ResolvedEndpointsOptions {
  readonly access: Required<EndpointAccesses>;
  readonly token: string | undefined;
  readonly guard: EndpointGuard | undefined;
  readonly management: Required<ManagementOptions> | undefined;
  readonly paths: Required<EndpointPaths>;
}

const path = rules.text(
  /^\/[\w\-./]*$/,
  'a path that begins with "/", of letters, digits, "-", "_", "." and "/"',
);

const onePathEach: Rule = (value, at, problems) => {
  const given = rules.isPlainObject(value) ? value : {};
  const taken = new Map<unknown, string>();
  for (const [name, address] of Object.entries({ ...ENDPOINT_PATHS, ...given })) {
    const other = taken.get(address);
    if (other)
      problems.add(
        pathTo(at, name),
        `is the same path as ${pathTo(at, other)}; each needs its own.`,
      );
    taken.set(address, name);
  }
};

const paths = rules.section<EndpointPaths>({
  metrics: path,
  health: path,
  detail: path,
  live: path,
  ready: path,
  startup: path,
  errors: path,
  info: path,
  loggers: path,
});

function checkPaths(...[value, at, problems]: Parameters<Rule>): void {
  paths(value, at, problems);
  onePathEach(value, at, problems);
}

const oneAccess = rules.oneOf('open', 'token', 'guard', 'closed');
const accesses = rules.section<EndpointAccesses>({ metrics: oneAccess, details: oneAccess });

const access: Rule = (value, at, problems) =>
  rules.isPlainObject(value) ? accesses(value, at, problems) : oneAccess(value, at, problems);

const management = rules.sectionWith<ManagementOptions>(
  { port: rules.port, host: rules.text(/^\S+$/, 'an address to listen at') },
  ['port'],
);

/** A lock without a key would keep everybody out, and nobody would know why. */
const keysForLocks: Rule = (value, at, problems) => {
  const { access: given, ...keys } = value as EndpointsOptions;
  const locks = typeof given === 'string' ? [given] : Object.values(given ?? {});
  for (const lock of ['token', 'guard'] as const) {
    if (locks.includes(lock) && keys[lock] === undefined) {
      problems.add(`${at}.${lock}`, `is missing; endpoints.access is "${lock}", which needs it.`);
    }
  }
};

const endpoints = rules.section<EndpointsOptions>({
  access: Object.assign(access, { keys: accesses.keys }),
  guard: rules.func,
  management,
  token: rules.text(/^\S{8,}$/, 'at least 8 characters without spaces'),
  paths: Object.assign(checkPaths, { keys: paths.keys }),
});

function checkEndpoints(...[value, at, problems]: Parameters<Rule>): void {
  endpoints(value, at, problems);
  if (rules.isPlainObject(value)) keysForLocks(value, at, problems);
}

export const ENDPOINTS_RULES = Object.assign(checkEndpoints, { keys: endpoints.keys });
