import { Injectable } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService } from '@nestjs/core';
import { isNativePromise } from '../../core';
import { earlyClasses, hearErrors, MARKS, methodsMarked } from '../handlers';
import type { ClassType } from '../handlers';
import { wrapOutside } from '../method';
import type { Method } from '../method';
import { hearResolver, ResolverErrorFilter } from './resolver-error.filter';

/** The token of the options that the app gives to @nestjs/graphql; it may have several modules. */
const GRAPHQL_OPTIONS = 'GqlModuleOptions';

interface GraphqlOptions {
  readonly path?: unknown;
  readonly useGlobalPrefix?: boolean;
}

/** Stateless, so that one serves all resolvers of all apps in the process. */
const EAR = new ResolverErrorFilter();
const heard = new WeakSet<Method>();

/**
 * Hears what resolvers throw. Queries, mutations and subscriptions pass Nest's filters; fields do
 * not, unless the app asks for it, so they are heard where they throw.
 */
@Injectable()
export class GraphqlCapture {
  constructor(
    private readonly config: ApplicationConfig,
    private readonly discovery: DiscoveryService,
  ) {
    for (const type of earlyClasses(discovery)) hear(type);
  }

  /** The paths that GraphQL answers at: a middleware of Express, which knows of no route. */
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

function hear(type: ClassType): void {
  const prototype = type.prototype as Record<string, Method>;
  const fields = methodsMarked(type, [MARKS.field]);
  for (const method of methodsMarked(type, [MARKS.resolver])) {
    if (!fields.includes(method)) hearErrors(prototype, method, EAR);
  }
  for (const method of fields) {
    const original = prototype[method]!;
    if (heard.has(original)) continue;
    const value = wrapOutside(original, hearing(original));
    heard.add(value);
    Reflect.defineProperty(prototype, method, { value, writable: true, configurable: true });
  }
}

/** A field may be asked for each item of a long list, so a value that is there at once costs no more. */
function hearing(original: Method): Method {
  return function heardField(...args): unknown {
    try {
      const result = original.apply(this, args);
      if (isNativePromise(result)) void result.then(undefined, hearResolver);
      return result;
    } catch (error) {
      hearResolver(error);
      throw error;
    }
  };
}
