import { Monitored, NotAMethodError, Unmonitored } from './monitored.decorator';
import { markOfClass, markOfMethod } from './monitored.metadata';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('@Monitored', () => {
  it('writes its name and options beside the method', () => {
    class Orders {
      @Monitored('orders.place', { slowThresholdMs: 300 })
      place(): void {}
    }

    const mark = markOfMethod(Orders.prototype, 'place');

    expect(mark).toEqual({ name: 'orders.place', options: { slowThresholdMs: 300 } });
  });

  it('needs neither name nor options', () => {
    class Orders {
      @Monitored()
      place(): void {}
    }

    const mark = markOfMethod(Orders.prototype, 'place');

    expect(mark).toEqual({ name: undefined, options: {} });
  });

  it('does nothing without the module', () => {
    const orders = { place: (count: number) => `placed ${count}` };
    const descriptor = { value: orders.place, writable: true, configurable: true };

    const replaced: unknown = Monitored()(orders, 'place', descriptor);

    expect(replaced).toBeUndefined();
    expect(descriptor.value(7)).toBe('placed 7');
    expect([descriptor.value.name, descriptor.value.length]).toEqual(['place', 1]);
  });

  it('marks a class, and none of its methods apart', () => {
    @Monitored('orders')
    class Orders {
      place(): void {}
    }

    expect(markOfClass(Orders)).toEqual({ name: 'orders', options: {} });
    expect(markOfMethod(Orders.prototype, 'place')).toBeUndefined();
  });

  it('is inherited by the methods of a subclass', () => {
    class Base {
      @Monitored('base.run')
      run(): void {}
    }
    class Sub extends Base {}

    const mark = markOfMethod(Sub.prototype, 'run');

    expect(mark).toMatchObject({ name: 'base.run' });
  });

  it('refuses a property', () => {
    const error = thrownBy(() => Monitored()({}, 'repository'));

    expect(error).toBeInstanceOf(NotAMethodError);
    expect(error).toMatchObject({
      name: 'NotAMethodError',
      code: 'MONITORED_NOT_A_METHOD',
      message:
        '@Monitored is applied to "repository", which is not an instance method. ' +
        'Apply it to a named method or to a class.',
    });
  });

  it('refuses an accessor', () => {
    const accessor = { get: () => 1, configurable: true };

    expect(() => Monitored()({}, 'total', accessor)).toThrow('@Monitored is applied to "total"');
  });

  it('refuses a static method', () => {
    const error = thrownBy(() => {
      class Orders {
        @Monitored()
        static place(): void {}
      }
      return Orders;
    });

    expect(error).toBeInstanceOf(NotAMethodError);
    expect(error).toHaveProperty(
      'message',
      expect.stringContaining('is applied to "place", which is'),
    );
  });

  it('refuses a method that is named by a symbol', () => {
    const key = Symbol('place');

    const error = thrownBy(() => {
      class Orders {
        @Monitored()
        [key](): void {}
      }
      return Orders;
    });

    expect(error).toBeInstanceOf(NotAMethodError);
  });

  it('names a property that is a symbol', () => {
    expect(() => Monitored()({}, Symbol('secret'))).toThrow('is applied to "Symbol(secret)"');
  });
});

describe('@Unmonitored', () => {
  it('marks the method as taken out', () => {
    class Orders {
      @Unmonitored()
      ping(): void {}
    }

    const mark = markOfMethod(Orders.prototype, 'ping');

    expect(mark).toBe(false);
  });

  it('names itself when it is applied to a property', () => {
    expect(() => Unmonitored()({}, 'repository')).toThrow(
      '@Unmonitored is applied to "repository"',
    );
  });
});
