import type { AbstractHttpAdapter } from '@nestjs/core';

interface ExpressApp {
  readonly router?: {
    readonly stack?: readonly {
      readonly route?: { readonly path?: unknown; readonly methods?: Record<string, boolean> };
    }[];
  };
}

interface FastifyApp {
  hasRoute(route: { readonly method: 'GET'; readonly url: string }): boolean;
}

/** Whether the app itself has a GET route at exactly this path. */
export function appHasRoute(adapter: AbstractHttpAdapter, path: string): boolean {
  const app: unknown = adapter.getInstance();
  if (adapter.getType() === 'fastify')
    return (app as FastifyApp).hasRoute({ method: 'GET', url: path });
  const stack = (app as ExpressApp).router?.stack ?? [];
  return stack.some(({ route }) => route?.path === path && route.methods?.['get'] === true);
}
