import { withDefaults } from '../../core';
import { ENDPOINT_PATHS, MANAGEMENT_HOST } from '../../endpoints';
import type {
  EndpointAccess,
  EndpointAccesses,
  EndpointsOptions,
  ResolvedEndpointsOptions,
} from '../../endpoints';
import type { EndpointEnvironment } from './endpoint-environment';

/** What determines access besides the options. */
export interface EndpointCircumstances {
  readonly environment: Pick<EndpointEnvironment, 'access' | 'warnings'>;
  readonly isDevelopment: boolean;
}

/** Fills in the options of the endpoints, which already include the environment's token. */
export function resolveEndpoints(
  options: EndpointsOptions = {},
  { environment, isDevelopment }: EndpointCircumstances,
): ResolvedEndpointsOptions {
  const { token, guard, management, paths } = options;
  const keyless: EndpointAccess = isDevelopment ? 'local' : 'closed';
  const access = resolveAccess(options, environment.access, keyless);
  const managed = (atApp: EndpointAccess): EndpointAccess => managedAccess(atApp, token, keyless);
  return {
    access,
    token,
    guard,
    management: management && {
      host: MANAGEMENT_HOST,
      ...management,
      access: { metrics: managed(access.metrics), details: managed(access.details) },
    },
    paths: withDefaults(ENDPOINT_PATHS, paths),
    warnings: environment.warnings,
  };
}

/**
 * Access is granted only by configuration. Without it everything is closed, except to the developer's
 * own machine; if there is a management port, the exception applies there.
 */
function resolveAccess(
  { access, token, guard, management }: EndpointsOptions,
  ofEnvironment: EndpointAccess | undefined,
  keyless: EndpointAccess,
): Required<EndpointAccesses> {
  const withoutKey = management ? 'closed' : keyless;
  const withoutToken: EndpointAccess = guard === undefined ? withoutKey : 'guard';
  const usual = ofEnvironment ?? (token === undefined ? withoutToken : 'token');
  const given = typeof access === 'string' ? { metrics: access, details: access } : access;
  return withDefaults({ metrics: usual, details: usual }, given);
}

/** The management port always requires the token if there is one; otherwise it is no more restricted than the app's port. */
function managedAccess(
  atApp: EndpointAccess,
  token: string | undefined,
  keyless: EndpointAccess,
): EndpointAccess {
  if (token !== undefined) return 'token';
  return atApp === 'closed' || atApp === 'token' ? keyless : atApp;
}
