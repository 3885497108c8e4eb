import type { ServiceIdentity } from '../core';
import type { Access } from './access';
import { json } from './endpoint';
import type { Endpoint } from './endpoint';

const MS_PER_SECOND = 1000;

/**
 * The version that runs here. For clients that may see details, because a version reveals known
 * vulnerabilities; the probes stay open.
 */
export function infoEndpoint(service: ServiceIdentity, access: Access, path: string): Endpoint {
  const started = new Date(Date.now() - process.uptime() * MS_PER_SECOND).toISOString();
  const { name, version, environment, commit } = service;
  const page = json(200, { name, version, environment, commit, node: process.version, started });
  return {
    path,
    isClosedTo: access.isClosedTo,
    answer: async (request) => ((await access.allows(request)) ? page : access.refuse(request)),
  };
}
