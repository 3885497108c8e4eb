import { withNamesOf } from './nest-token';

describe("the token of a module of Nest's", () => {
  it.each<[unknown, unknown]>([
    ['ordersConnection', 'orders'],
    ['DatabaseConnection', undefined],
    ['orders', 'orders'],
    [Map, Map],
  ])('%p is worth the name %p', (token, name) => {
    const instance = {};

    const renamed = withNamesOf([{ token, instance }], 'Connection', 'DatabaseConnection');

    expect(renamed).toEqual([{ token: name, instance }]);
    expect(renamed[0]?.instance).toBe(instance);
  });
});
