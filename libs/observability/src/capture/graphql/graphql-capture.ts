import { Injectable } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService } from '@nestjs/core';
import { isNativePromise } from '../../core';
import { earlyClasses, captureErrors, MARKS, methodsMarked } from '../handlers';
import type { ClassType } from '../handlers';
import { wrapOutside } from '../method';
import type { Method } from '../method';
import { captureResolverError, ResolverErrorFilter } from './resolver-error.filter';

/** The token of the options that the app gives to @nestjs/graphql; it may have several modules. */
const GRAPHQL_OPTIONS = 'GqlModuleOptions';

interface GraphqlOptions {
  readonly path?: unknown;
  readonly useGlobalPrefix?: boolean;
}

/** Stateless, so that one serves all resolvers of all apps in the process. */
const FILTER = new ResolverErrorFilter();
const captured = new WeakSet<Method>();

/**
 * Captures what resolvers throw. Queries, mutations and subscriptions pass Nest's filters; fields do
 * not, unless the app enables it, so their errors are captured where they are thrown.
 */
@Injectable()
export class GraphqlCapture {
  constructor(
    private readonly config: ApplicationConfig,
    private readonly discovery: DiscoveryService,
  ) {
    for (const type of earlyClasses(discovery)) captureResolvers(type);
  }

  /** The paths that GraphQL answers at: a middleware of Express, which has no route. */
  get paths(): string[] {
    return this.discovery
      .getProviders()
      .filter(({ token }) => token === GRAPHQL_OPTIONS)
      .map(({ instance }) => this.pathOf(instance as GraphqlOptions | undefined));
  }

  private pathOf({ path, useGlobalPrefix }: GraphqlOptions = {}): string {
    const own = typeof path === 'string' ? path : '/graphql';
    const prefix = useGlobalPrefix ? this.config.getGlobalPrefix() : '';
    return `/${`${prefix}/${own}`.split('/').filter(Boolean).join('/')}`;
  }
}

function captureResolvers(type: ClassType): void {
  const prototype = type.prototype as Record<string, Method>;
  const fields = methodsMarked(type, [MARKS.field]);
  for (const method of methodsMarked(type, [MARKS.resolver])) {
    if (!fields.includes(method)) captureErrors(prototype, method, FILTER);
  }
  for (const method of fields) {
    const original = prototype[method]!;
    if (captured.has(original)) continue;
    const value = wrapOutside(original, capturing(original));
    captured.add(value);
    Reflect.defineProperty(prototype, method, { value, writable: true, configurable: true });
  }
}

/** A field may be resolved for each item of a long list, so a synchronous value costs nothing extra. */
function capturing(original: Method): Method {
  return function capturedField(...args): unknown {
    try {
      const result = original.apply(this, args);
      if (isNativePromise(result)) void result.then(undefined, captureResolverError);
      return result;
    } catch (error) {
      captureResolverError(error);
      throw error;
    }
  };
}
