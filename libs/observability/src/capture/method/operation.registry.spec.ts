import { OperationRegistry } from './operation.registry';

const PLACE = {
  name: 'registry.spec.place',
  className: 'OrdersService',
  methodName: 'place',
  slowThresholdMs: 300,
};

describe('the registry of operations', () => {
  it('keeps what it is given and adds a place', () => {
    const registry = new OperationRegistry();

    const added = registry.add(PLACE);

    expect(added).toEqual({ ...PLACE, index: expect.any(Number) as number });
    expect(registry.all()).toEqual([added]);
  });

  it('gives each name a place of its own', () => {
    const registry = new OperationRegistry();

    const place = registry.add(PLACE);
    const cancel = registry.add({ ...PLACE, name: 'registry.spec.cancel' });

    expect(cancel.index).not.toBe(place.index);
  });

  it('lets methods of one name share its place', () => {
    const registry = new OperationRegistry();

    const first = registry.add(PLACE);
    const second = registry.add({ ...PLACE, className: 'LegacyOrdersService' });

    expect(second.index).toBe(first.index);
    expect(registry.all()).toHaveLength(1);
  });

  it('gives a name the same place in two applications of one process', () => {
    const first = new OperationRegistry().add(PLACE);
    const second = new OperationRegistry().add(PLACE);

    expect(second.index).toBe(first.index);
  });

  it('lists the operations of its own application only', () => {
    const registry = new OperationRegistry();
    new OperationRegistry().add({ ...PLACE, name: 'registry.spec.elsewhere' });

    registry.add(PLACE);

    expect(registry.all().map(({ name }) => name)).toEqual(['registry.spec.place']);
  });
});
