/** One of the routes that are measured: what is sent, and what must come back. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly status: number;
}

const ORDER = JSON.stringify({ item: 'tea', quantity: 2, note: 'x'.repeat(980) });

/** The routes by name. `orders` takes about 1 KB of JSON, `fail` throws what nobody expected. */
export const ROUTES = {
  hello: { method: 'GET', path: '/hello', status: 200 },
  users: { method: 'GET', path: '/users/42', status: 200 },
  orders: { method: 'POST', path: '/orders', body: ORDER, status: 201 },
  monitored: { method: 'GET', path: '/monitored', status: 200 },
  fail: { method: 'GET', path: '/fail', status: 500 },
} satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

/** The routes that answer as they should. `fail` is a phase of its own: its reports echo for a while. */
export const FINE_ROUTES = ['hello', 'users', 'orders', 'monitored'] as const;

/** The three whose geometric mean is the figure of a variant; also the mix at a fixed rate. */
export const MEAN_ROUTES = ['hello', 'users', 'orders'] as const satisfies readonly RouteName[];
