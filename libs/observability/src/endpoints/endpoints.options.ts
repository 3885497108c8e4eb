import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopbackAddress, pathTo, rules } from '../core';
import type { Rule } from '../core';
import { strongToken } from './token-strength';

/**
 * Which clients may read: all, those with the token, those that the guard admits, programs and
 * browsers on the same machine, or none.
 */
export type EndpointAccess = 'open' | 'token' | 'guard' | 'local' | 'closed';

/** Separate access for metrics and for health details. */
export interface EndpointAccesses {
  metrics?: EndpointAccess;
  details?: EndpointAccess;
}

/** Decides whether a request may read. A guard that throws, rejects or takes a second denies access. */
export type EndpointGuard = (request: IncomingMessage) => boolean | Promise<boolean>;

/** A separate port for all endpoints, for a private network. */
export interface ManagementOptions {
  port: number;
  /** The address to listen on. One that other machines can reach requires a token. @default 127.0.0.1 */
  host?: string;
}

/** The default address of the management port: loopback. */
export const MANAGEMENT_HOST = '127.0.0.1';

/** The paths of the endpoints. */
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
  /**
   * Which clients may read metrics and health details.
   * @default OBSERVABILITY_ACCESS, else 'token' with a token, 'guard' with a guard, 'local' in development without a management port; else 'closed'
   */
  access?: EndpointAccess | EndpointAccesses;
  /** The bearer token that grants access, 16 characters or more. @default OBSERVABILITY_TOKEN, else the content of the file OBSERVABILITY_TOKEN_FILE */
  token?: string;
  /** Admits requests by a rule of the app: an address, a header of the ingress. @default none */
  guard?: EndpointGuard;
  /** Also serves all endpoints on a separate port; there, metrics and details require the token, or in development a client on the same machine. @default none */
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

/** The options with all defaults filled in. */
export interface ResolvedEndpointsOptions {
  readonly access: Required<EndpointAccesses>;
  readonly token: string | undefined;
  readonly guard: EndpointGuard | undefined;
  readonly management: ResolvedManagementOptions | undefined;
  readonly paths: Required<EndpointPaths>;
  /** Invalid values of the environment, as sentences. */
  readonly warnings: readonly string[];
}

/** The management port, and the access to metrics and details there. */
export interface ResolvedManagementOptions extends Required<ManagementOptions> {
  readonly access: Required<EndpointAccesses>;
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

const oneAccess = rules.oneOf('open', 'token', 'guard', 'local', 'closed');
const accesses = rules.section<EndpointAccesses>({ metrics: oneAccess, details: oneAccess });

const access: Rule = (value, at, problems) =>
  rules.isPlainObject(value) ? accesses(value, at, problems) : oneAccess(value, at, problems);

const HOST = /^\S+$/;

const management = rules.sectionWith<ManagementOptions>(
  { port: rules.port, host: rules.text(HOST, 'an address to listen at') },
  ['port'],
);

/** Access by token or guard without one configured would silently deny all clients. */
const requireKeys: Rule = (value, at, problems) => {
  const { access: given, ...keys } = value as EndpointsOptions;
  const accessKinds = typeof given === 'string' ? [given] : Object.values(given ?? {});
  for (const lock of ['token', 'guard'] as const) {
    if (accessKinds.includes(lock) && keys[lock] === undefined) {
      problems.add(`${at}.${lock}`, `is missing; endpoints.access is "${lock}", which needs it.`);
    }
  }
};

/** An address that other machines can reach requires a token, even in a network that is meant to be private. */
const requireToken: Rule = (value, at, problems) => {
  const { management: port, token } = value as EndpointsOptions;
  const { host = MANAGEMENT_HOST } = rules.isPlainObject(port) ? port : {};
  const isAddress = typeof host === 'string' && HOST.test(host);
  if (token !== undefined || !isAddress || isOwnHost(host)) return;
  const shown = isIP(host) === 0 ? 'an address' : `"${host}"`;
  problems.add(
    `${at}.management.host`,
    `is ${shown} that other machines can reach, but there is no token. Set endpoints.token, OBSERVABILITY_TOKEN ` +
      `or OBSERVABILITY_TOKEN_FILE, or omit the host, so that only this machine can reach the port.`,
  );
};

function isOwnHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

const endpoints = rules.section<EndpointsOptions>({
  access: Object.assign(access, { keys: accesses.keys }),
  guard: rules.func,
  management,
  token: strongToken,
  paths: Object.assign(checkPaths, { keys: paths.keys }),
});

function checkEndpoints(...[value, at, problems]: Parameters<Rule>): void {
  endpoints(value, at, problems);
  if (!rules.isPlainObject(value)) return;
  requireKeys(value, at, problems);
  requireToken(value, at, problems);
}

export const ENDPOINTS_RULES = Object.assign(checkEndpoints, { keys: endpoints.keys });
