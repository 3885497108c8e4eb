import { PRODUCTS } from './products';

describe('the products', () => {
  it.each(PRODUCTS)('are named as by their integrations: $product', (listed) => {
    const { product, client } = listed.integration();

    expect([listed.product, listed.client]).toEqual([product, client]);
  });

  it.each(PRODUCTS)('take no plain provider for a client: $product', ({ mayBe }) => {
    const service = new (class Orders {
      readonly get = (): void => undefined;
      process(): void {}
      query(): void {}
    })();

    expect(mayBe(service)).toBe(false);
  });
});
