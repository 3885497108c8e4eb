import { rules } from '../core';
import type { Rule } from '../core';

/** Who may read metrics and health details: everybody, who brings the token, nobody. */
export type EndpointAccess = 'open' | 'token' | 'closed';

/** Where the endpoints are. */
export interface EndpointPaths {
  metrics?: string;
  health?: string;
  detail?: string;
  live?: string;
  ready?: string;
  startup?: string;
}

/** The endpoints of the library. Probes and the bare status of `/health` are always open. */
export interface EndpointsOptions {
  /** Who may read metrics and health details. @default 'token' with a token; else 'closed' in production, 'open' elsewhere */
  access?: EndpointAccess;
  /** The bearer token that opens them. @default OBSERVABILITY_TOKEN */
  token?: string;
  /** @default /metrics, /health, /health/detail, /livez, /readyz, /startupz */
  paths?: EndpointPaths;
}

export const ENDPOINT_PATHS: Required<EndpointPaths> = {
  metrics: '/metrics',
  health: '/health',
  detail: '/health/detail',
  live: '/livez',
  ready: '/readyz',
  startup: '/startupz',
};

/** The options with everything filled in; without a token there is none. */
export interface ResolvedEndpointsOptions {
  readonly access: EndpointAccess;
  readonly token: string | undefined;
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
      problems.add(`${at}.${name}`, `is the same path as ${at}.${other}; each needs its own.`);
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
});

function checkPaths(...[value, at, problems]: Parameters<Rule>): void {
  paths(value, at, problems);
  onePathEach(value, at, problems);
}

export const ENDPOINTS_RULES = rules.section<EndpointsOptions>({
  access: rules.oneOf('open', 'token', 'closed'),
  token: rules.text(/^\S{8,}$/, 'at least 8 characters without spaces'),
  paths: Object.assign(checkPaths, { keys: paths.keys }),
});
