import { Problems } from '../../../core';
import { BUSINESS_ROUTE_RULES, isEvent } from './business-routes';
import type { BusinessRoute } from './business-routes';

/** What the rules say of a route. */
function said(route: unknown): string[] {
  const problems = new Problems();
  BUSINESS_ROUTE_RULES(route, 'metrics.businessRoutes[0]', problems);
  return problems.found.map(({ path, message }) => `${path.split('.').at(-1)}: ${message}`);
}

describe('a business route', () => {
  it.each<[string, Omit<BusinessRoute, 'event'>, boolean]>([
    ['nothing', {}, true],
    ['its method', { method: 'GET' }, true],
    ['its method in small letters', { method: 'get' }, true],
    ['another method', { method: 'POST' }, false],
    ['its route', { route: '/shop/products/:id' }, true],
    ['another route', { route: '/shop/products' }, false],
    ['the beginning of its route', { route: '/shop/*' }, true],
    ['the beginning of another', { route: '/admin/*' }, false],
    ['all routes', { route: '/*' }, true],
    ['a pattern', { route: /products\/:\w+$/ }, true],
    ['a pattern with a memory', { route: /products/g }, true],
    ['another pattern', { route: /^\/products/ }, false],
    ['its status', { status: 200 }, true],
    ['another status', { status: 201 }, false],
    ['a range that ends with its status', { status: [100, 200] }, true],
    ['a range that begins with its status', { status: [200, 299] }, true],
    ['a range beyond', { status: [201, 299] }, false],
    ['all that it is', { method: 'GET', route: '/shop/*', status: [200, 299] }, true],
    ['one thing that it is not', { method: 'GET', route: '/shop/*', status: 404 }, false],
  ])('that asks for %s', (_case, wanted, isMatch) => {
    const route = { event: 'product_page_view', ...wanted };

    const found = [1, 2].map(() => isEvent(route, 'GET', '/shop/products/:id', 200));

    expect(found).toEqual([isMatch, isMatch]);
  });
});

describe('the rules of business routes', () => {
  it.each([
    ['an event only', { event: 'page_view' }],
    ['all parts', { event: 'sale', method: 'POST', route: '/orders', status: [200, 299] }],
    ['a pattern and one status', { event: 'sale', route: /orders/, status: 201 }],
  ])('take %s', (_case, route) => {
    expect(said(route)).toEqual([]);
  });

  it('want an event', () => {
    expect(said({ route: '/orders' })).toEqual(['event: is missing; it is required.']);
    expect(said({ event: ' ' })).toEqual([
      'event: is a text of one character; it must be a text that is not empty.',
    ]);
  });

  it.each([
    ['orders', 'is a text of 6 characters'],
    [7, 'is a number'],
  ])('refuse the route %p', (route, is) => {
    expect(said({ event: 'sale', route })).toEqual([
      `route: ${is}; it must be a route that begins with "/", or a regular expression.`,
    ]);
  });

  it.each<[unknown, string]>([
    ['200', 'is a text of 3 characters'],
    [20, 'is the number 20'],
    [600, 'is the number 600'],
    [[299, 200], 'is a list of 2'],
    [[200], 'is a list of 1'],
  ])('refuse the status %p', (status, is) => {
    expect(said({ event: 'sale', status })).toEqual([
      `status: ${is}; it must be a status from 100 to 599, or the first and the last of a range.`,
    ]);
  });

  it('know the nearest word', () => {
    expect(said({ event: 'sale', rout: '/orders' })).toEqual([
      'rout: is not an option. Did you mean "route"?',
    ]);
  });
});
