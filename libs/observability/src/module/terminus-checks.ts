import type { ModulesContainer } from '@nestjs/core';
import { currentContext, RequestObservation } from '../core';

type Check = (this: unknown, ...args: unknown[]) => Promise<unknown>;

interface CheckService {
  check: Check;
}

const watched = new WeakSet<object>();

/**
 * Notes of a request that a check of Terminus has run for it: its route is a health route then, and answers 503 to
 * who probes, whether it hands on what Terminus throws, sets the status by hand, or throws in its own words.
 */
export function watchTerminusChecks(modules: ModulesContainer): void {
  for (const { providers } of modules.values()) {
    for (const { instance } of providers.values()) {
      if (isCheckService(instance) && !watched.has(instance)) {
        watched.add(instance);
        watch(instance);
      }
    }
  }
}

function watch(service: CheckService): void {
  const { check } = service;
  const checkAndNote: Check = async function checkAndNote(...args) {
    const request = currentContext()?.observation;
    const note = (error: unknown): void => {
      if (request instanceof RequestObservation) request.noteHealthCheck(error);
    };
    try {
      const result = await check.apply(service, args);
      note(undefined);
      return result;
    } catch (error) {
      note(error);
      throw error;
    }
  };
  Object.defineProperty(service, 'check', {
    value: checkAndNote,
    writable: true,
    configurable: true,
  });
}

/** By its name: the package is not imported. */
function isCheckService(instance: unknown): instance is CheckService {
  if (typeof instance !== 'object' || instance === null) return false;
  try {
    const { check, constructor } = instance as Partial<CheckService> & object;
    return typeof check === 'function' && constructor.name === 'HealthCheckService';
  } catch {
    return false;
  }
}
