import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  Controller,
  ExecutionContext,
  Get,
  Inject,
  Injectable,
  Module,
  Scope,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import type { CanActivate, ModuleMetadata, OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, LazyModuleLoader, ModuleRef } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { Observer, Problems, RequestContext, runInContext } from '../../core';
import type {
  Listener,
  MeasurementObservation,
  ObservationHandler,
  OperationObservation,
} from '../../core';
import { Counted } from './measured.decorator';
import { Monitored, Unmonitored } from './monitored.decorator';
import { MONITORED_OPTIONS, MONITORED_RULES, MonitoredExplorer } from './monitored.explorer';
import { OperationRegistry } from './operation.registry';

setFlagsFromString('--expose-gc');

class RecordingHandler implements ObservationHandler {
  readonly name = 'recorder';
  readonly ended: OperationObservation[] = [];
  readonly measured: string[] = [];
  readonly measurements: Listener<MeasurementObservation> = {
    end: ({ measurement }) => this.measured.push(measurement.definition.name),
  };
  readonly operations: Listener<OperationObservation> = {
    end: (observation) => this.ended.push(observation),
  };

  get names(): string[] {
    return this.ended.map(({ operation }) => operation.name);
  }
}

class Explored {
  constructor(
    private readonly container: TestingModule,
    readonly recorder: RecordingHandler,
  ) {}

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.container.get<T>(token);
  }

  /** Runs in a context of the app. */
  run(work: () => void): void {
    runInContext(new RequestContext(this.get(Observer)), work);
  }

  resolve<T>(token: abstract new (...args: never[]) => T): Promise<T> {
    return this.container.resolve<T>(token);
  }

  get operations(): string[] {
    return this.get(OperationRegistry)
      .all()
      .map(({ name }) => name);
  }
}

async function explore({ providers = [], controllers }: ModuleMetadata): Promise<Explored> {
  const recorder = new RecordingHandler();
  const container = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers,
    providers: [
      { provide: Observer, useValue: new Observer([recorder]) },
      { provide: MONITORED_OPTIONS, useValue: { slowThresholdMs: 1000 } },
      OperationRegistry,
      MonitoredExplorer,
      ...providers,
    ],
  }).compile();
  const explorer = container.get(MonitoredExplorer);
  explorer.explore();
  explorers.push(explorer);
  return new Explored(container, recorder);
}

const explorers: MonitoredExplorer[] = [];

afterEach(() => {
  for (const explorer of explorers.splice(0)) explorer.end();
});

@Injectable()
class Orders {
  private readonly prefix = 'order';

  @Monitored('orders.place', { slowThresholdMs: 300 })
  place(id: number): string {
    return `${this.prefix} ${id}`;
  }

  @Monitored()
  cancel(): void {}

  plain(): void {}
}

describe('a monitored method of a singleton', () => {
  it('is observed under its name', async () => {
    const app = await explore({ providers: [Orders] });

    const result = app.get(Orders).place(7);

    expect(result).toBe('order 7');
    expect(app.recorder.ended[0]?.operation).toMatchObject({
      name: 'orders.place',
      className: 'Orders',
      methodName: 'place',
      slowThresholdMs: 300,
    });
  });

  it('is called after its class and method when it has no name', async () => {
    const app = await explore({ providers: [Orders] });

    app.get(Orders).cancel();

    expect(app.recorder.ended[0]?.operation).toMatchObject({
      name: 'Orders.cancel',
      slowThresholdMs: 1000,
    });
  });

  it('is wrapped on the instance, and the class stays as it is', async () => {
    const before = Orders.prototype.place;

    const app = await explore({ providers: [Orders] });

    expect(Object.hasOwn(app.get(Orders), 'place')).toBe(true);
    expect(Orders.prototype.place).toBe(before);
  });

  it('adds no property that shows when the instance is written out', async () => {
    const app = await explore({ providers: [Orders] });

    expect(Object.keys(app.get(Orders))).toEqual(['prefix']);
  });

  it('leaves its neighbours alone', async () => {
    const app = await explore({ providers: [Orders] });

    app.get(Orders).plain();

    expect(app.recorder.ended).toHaveLength(0);
    expect(Object.hasOwn(app.get(Orders), 'plain')).toBe(false);
  });

  it('is observed once though the explorer comes twice', async () => {
    const app = await explore({ providers: [Orders] });
    app.get(MonitoredExplorer).explore();

    app.get(Orders).cancel();

    expect(app.recorder.ended).toHaveLength(1);
  });

  it('is observed once though a second token names the same instance', async () => {
    const app = await explore({
      providers: [Orders, { provide: 'ORDERS', useExisting: Orders }],
    });

    app.get(Orders).cancel();

    expect(app.recorder.ended).toHaveLength(1);
  });

  it.each([
    ['a value', { provide: Orders, useValue: new Orders() }],
    ['the product of a factory', { provide: Orders, useFactory: () => new Orders() }],
    ['the product of a slow factory', { provide: Orders, useFactory: async () => new Orders() }],
  ])('is observed on %s', async (_kind, provider) => {
    const app = await explore({ providers: [provider] });

    app.get(Orders).cancel();

    expect(app.recorder.names).toEqual(['Orders.cancel']);
  });

  it('is observed on a frozen instance too', async () => {
    const frozen = Object.freeze(new Orders());

    const app = await explore({ providers: [{ provide: Orders, useValue: frozen }] });
    const result = app.get(Orders).place(7);

    expect(result).toBe('order 7');
    expect(app.recorder.names).toEqual(['orders.place']);
    expect([...app.get(Observer).drops.entries()]).toEqual([]);
  });

  it('that only its class marks runs unobserved on a frozen subclass, and that is counted', async () => {
    @Monitored()
    class Base {}
    class Frozen extends Base {
      run(): void {}
    }

    const value = Object.freeze(new Frozen());
    const app = await explore({ providers: [{ provide: Frozen, useValue: value }] });

    expect([...app.get(Observer).drops.entries()]).toEqual([['monitored', 1]]);
  });

  it.each([
    ['null', null],
    ['a text', 'text'],
    ['a number', 0],
    ['a function', () => 1],
    ['an object without a class', Object.create(null) as object],
    ['a plain object', { run: () => 1 }],
  ])('is found though another provider is %s', async (_kind, value) => {
    const app = await explore({ providers: [{ provide: 'OTHER', useValue: value }, Orders] });

    expect(app.operations).toEqual(['orders.place', 'Orders.cancel']);
  });
});

describe('a monitored method of a class that is made anew', () => {
  it.each([
    ['each request', Scope.REQUEST],
    ['each user', Scope.TRANSIENT],
  ])('for %s is wrapped once, on the prototype', async (_kind, scope) => {
    @Injectable({ scope })
    class Cart {
      @Monitored()
      add(): void {}
    }
    const app = await explore({ providers: [Cart] });
    app.get(MonitoredExplorer).explore();

    const first = await app.resolve(Cart);
    const second = await app.resolve(Cart);
    first.add();
    second.add();

    expect(first).not.toBe(second);
    expect(Object.hasOwn(first, 'add')).toBe(false);
    expect(app.recorder.names).toEqual(['Cart.add', 'Cart.add']);
  });

  it('because of what it depends on is wrapped on the prototype too', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Tenant {}
    @Injectable()
    class Invoices {
      constructor(@Inject(Tenant) readonly tenant: object) {}

      @Monitored()
      send(): void {}
    }
    const app = await explore({ providers: [Tenant, Invoices] });

    (await app.resolve(Invoices)).send();

    expect(app.recorder.names).toEqual(['Invoices.send']);
  });
});

/** A decorator of another library that wraps the method. */
const between: MethodDecorator = (_target, _name, descriptor) => {
  const { value } = descriptor as { value?: unknown };
  const inner = value as () => unknown;
  Object.assign(descriptor, {
    value(this: unknown) {
      return inner.call(this);
    },
  });
};

describe('a monitored method of an object that comes after the start', () => {
  @Injectable()
  class Late {
    @Counted('late_total')
    @Monitored()
    run(): string {
      return 'late';
    }
  }

  @Injectable()
  @Monitored('late')
  class LateClass {
    onModuleInit(): void {}

    run(): string {
      return 'late';
    }

    @Unmonitored()
    peek(): void {}
  }

  it.each([
    ['of a lazy module', Late, 'Late.run'],
    ['of a lazy module, marked as a class', LateClass, 'late.run'],
  ])('is observed: %s', async (_how, type, name) => {
    @Module({ providers: [type] })
    class Lazy {}
    const app = await explore({});

    const lazy = await app.get(LazyModuleLoader).load(() => Lazy);
    const result = lazy.get<Late>(type).run();

    expect(result).toBe('late');
    expect(app.recorder.names).toEqual([name]);
  });

  it('is observed: made by ModuleRef.create', async () => {
    const app = await explore({});

    (await app.get(ModuleRef).create(Late)).run();

    expect(app.recorder.names).toEqual(['Late.run']);
  });

  it('is observed: made by new, all its decorators included, once for each call', async () => {
    const app = await explore({});
    const late = new Late();

    late.run();
    late.run();

    expect(app.recorder.names).toEqual(['Late.run', 'Late.run']);
    expect(app.recorder.measured).toEqual(['late_total', 'late_total']);
  });

  it('is observed: with the decorator of another library between ours', async () => {
    class Between {
      @Counted('between_total')
      @between
      @Monitored()
      run(): void {}
    }
    const app = await explore({ providers: [Between] });

    app.get(Between).run();
    new Between().run();

    expect(app.recorder.names).toEqual(['Between.run', 'Between.run']);
    expect(app.recorder.measured).toEqual(['between_total', 'between_total']);
  });

  it('is observed once where it calls the one that it overrides', async () => {
    class Sub extends Late {
      @Monitored()
      override run(): string {
        return `sub ${super.run()}`;
      }
    }
    const app = await explore({});

    const result = new Sub().run();

    expect(result).toBe('sub late');
    expect(app.recorder.names).toEqual(['Sub.run']);
  });

  it('is not observed where it is taken out, a hook, or the app has ended', async () => {
    const app = await explore({});
    const late = new LateClass();

    late.peek();
    late.onModuleInit();
    app.get(MonitoredExplorer).end();
    late.run();

    expect(app.recorder.names).toEqual([]);
  });

  it('belongs to the app whose context it is called in, else to the newest', async () => {
    const first = await explore({});
    const second = await explore({});

    runInContext(new RequestContext(first.get(Observer)), () => new Late().run());
    new Late().run();

    expect([first.recorder.names, second.recorder.names]).toEqual([['Late.run'], ['Late.run']]);
  });
});

describe('a monitored method that is called on an object like no other', () => {
  class Plain {
    @Monitored()
    run(): string {
      return 'ran';
    }
  }
  const { run } = Plain.prototype;
  const throwing = (trap: string): Plain =>
    new Proxy(new Plain(), {
      [trap]: () => {
        throw new Error('not to be read');
      },
    });
  const withConstructor = (descriptor: PropertyDescriptor): Plain =>
    Object.create(Object.create(Plain.prototype, { constructor: descriptor }) as object) as Plain;

  it.each<[string, () => unknown]>([
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable(new Plain(), {});
        revoke();
        return proxy;
      },
    ],
    ['a proxy without a prototype to read', () => throwing('getPrototypeOf')],
    ['a proxy that refuses to be read', () => throwing('get')],
    ['an object without a prototype', () => Object.create(null)],
    [
      'an object whose class cannot be read',
      () =>
        withConstructor({
          get: () => {
            throw new Error('no class');
          },
        }),
    ],
    ['an object whose class is none', () => withConstructor({ value: () => undefined })],
    ['an object whose class is null', () => withConstructor({ value: null })],
    ['nothing', () => undefined],
  ])('runs as if it was not observed: %s', async (_kind, make) => {
    await explore({});

    expect(run.call(make() as Plain)).toBe('ran');
  });
});

/** Puts another library's wrapper around the method that is there. */
function wrapAsOthersDo(prototype: { run(): void }): void {
  const { run: inner } = prototype;
  prototype.run = function (this: unknown): void {
    inner.call(this as { run(): void });
  };
}

function end(app: Explored): void {
  app.get(MonitoredExplorer).end();
}

describe('a monitored method of a class that two apps share', () => {
  const gc = runInNewContext('gc') as () => void;

  abstract class Base {
    @Monitored('shared.inherited')
    inherited(): void {}
  }

  @Injectable({ scope: Scope.REQUEST })
  class Shared extends Base {
    @Counted('shared_total')
    @Monitored('shared.run')
    run(): void {}
  }

  const { prototype } = Shared;
  const before = Object.getOwnPropertyDescriptors(prototype);

  const start = (): Promise<Explored> => explore({ providers: [Shared] });

  afterEach(() => Object.defineProperty(prototype, 'run', before.run));

  const started = async (): Promise<{ app: WeakRef<object>; run: () => void }> => {
    const app = await start();
    const { run } = prototype;
    end(app);
    explorers.length = 0;
    return { app: new WeakRef(app.get(Observer)), run };
  };

  it('is as it was when the app has ended', async () => {
    const app = await start();
    const during = prototype.run;

    end(app);

    expect(during).not.toBe(before.run.value);
    expect(Object.getOwnPropertyDescriptors(prototype)).toEqual(before);
  });

  it('is observed by the app that is there, one after the other', async () => {
    const first = await start();
    end(first);
    const second = await start();

    new Shared().run();
    new Shared().inherited();

    expect(first.recorder.names).toEqual([]);
    expect(second.recorder.names).toEqual(['shared.run', 'shared.inherited']);
    expect(second.recorder.measured).toEqual(['shared_total']);
  });

  it('is observed once by the app that is left', async () => {
    const first = await start();
    const second = await start();
    const taken = prototype.run;
    end(first);

    new Shared().run();
    taken.call(new Shared());

    expect(first.recorder.names).toEqual([]);
    expect(second.recorder.names).toEqual(['shared.run', 'shared.run']);
    expect(second.recorder.measured).toEqual(['shared_total', 'shared_total']);
  });

  it('stays wrapped by another library, and is not observed when no app is left', async () => {
    const app = await start();
    const inner = prototype.run;
    let calls = 0;
    prototype.run = function (this: Shared) {
      calls += 1;
      inner.call(this);
    };
    end(app);

    new Shared().run();

    expect(calls).toBe(1);
    expect(app.recorder.names).toEqual([]);
  });

  it.each<[string, (first: Explored) => void]>([
    ['is there', () => undefined],
    ['has ended', end],
  ])(
    'is observed once for each app that comes after another library has wrapped it, while the first %s',
    async (_case, afterwards) => {
      const first = await start();
      wrapAsOthersDo(prototype);
      afterwards(first);
      const later = [await start(), await start()];

      for (const app of later) app.run(() => new Shared().run());
      const inside = later.map(({ recorder }) => [...recorder.names, ...recorder.measured]);
      new Shared().run();

      expect(inside).toEqual(later.map(() => ['shared.run', 'shared_total']));
      const all = [first, ...later].flatMap(({ recorder }) => recorder.names);
      expect(all).toEqual(Array(3).fill('shared.run'));
    },
  );

  it('is observed once where another library wraps the class between its two wraps by one app', async () => {
    const first = await start();
    wrapAsOthersDo(prototype);
    const instance = new Shared();
    const second = await explore({
      providers: [Shared, { provide: 'instance', useValue: instance }],
    });

    second.run(() => instance.run());

    expect(first.recorder.names).toEqual([]);
    expect(second.recorder.names).toEqual(['shared.run']);
  });

  it('is observed where what another library had put around it is gone', async () => {
    const first = await start();
    wrapAsOthersDo(prototype);
    end(first);
    Object.defineProperty(prototype, 'run', before.run);
    const second = await start();

    second.run(() => new Shared().run());

    expect(second.recorder.names).toEqual(['shared.run']);
  });

  it('keeps no app alive', async () => {
    const { app, run } = await started();
    for (let i = 0; i < 10 && app.deref(); i += 1) {
      await new Promise(setImmediate);
      gc();
    }

    expect(app.deref()).toBeUndefined();
    expect(run).toBeInstanceOf(Function);
  });
});

describe('an inherited method', () => {
  class Base {
    @Monitored()
    run(): string {
      return 'base';
    }
  }

  it('is observed under the name of the class that runs it', async () => {
    @Injectable()
    class Nightly extends Base {}
    const app = await explore({ providers: [Nightly] });

    app.get(Nightly).run();

    expect(app.recorder.names).toEqual(['Nightly.run']);
  });

  it('that is overridden is observed with the mark of its base', async () => {
    @Injectable()
    class Hourly extends Base {
      override run(): string {
        return `hourly ${super.run()}`;
      }
    }
    const app = await explore({ providers: [Hourly] });

    const result = app.get(Hourly).run();

    expect(result).toBe('hourly base');
    expect(app.recorder.names).toEqual(['Hourly.run']);
  });

  it('is observed once in each of two subclasses', async () => {
    @Injectable()
    class Left extends Base {}
    @Injectable()
    class Right extends Base {}
    const app = await explore({ providers: [Left, Right] });

    app.get(Left).run();
    app.get(Right).run();

    expect(app.recorder.names).toEqual(['Left.run', 'Right.run']);
  });
});

describe('a monitored class', () => {
  @Injectable()
  @Monitored()
  class Stock implements OnModuleInit {
    onModuleInit(): void {}

    reserve(): void {}

    get total(): number {
      throw new Error('Accessors are not to be read.');
    }

    @Monitored('stock.release')
    release(): void {}

    @Unmonitored()
    peek(): void {}
  }

  it('has all its methods observed, but for lifecycle hooks and what is taken out', async () => {
    const app = await explore({ providers: [Stock] });

    expect(app.operations).toEqual(['Stock.reserve', 'stock.release']);
  });

  it('observes nothing of a method that is taken out', async () => {
    const app = await explore({ providers: [Stock] });

    app.get(Stock).peek();
    app.get(Stock).onModuleInit();

    expect(app.recorder.ended).toHaveLength(0);
  });

  it('gives its name to its methods as a prefix', async () => {
    @Injectable()
    @Monitored('billing', { slowThresholdMs: 50 })
    class Billing {
      charge(): void {}
      refund(): void {}
    }
    const app = await explore({ providers: [Billing] });

    app.get(Billing).charge();

    expect(app.operations).toEqual(['billing.charge', 'billing.refund']);
    expect(app.recorder.ended[0]?.operation.slowThresholdMs).toBe(50);
  });
});

describe('a monitored method of a controller', () => {
  class Nobody implements CanActivate {
    canActivate(_context: ExecutionContext): boolean {
      return false;
    }
  }

  @Controller('admin')
  class AdminController {
    @Get('users')
    @SetMetadata('roles', ['admin'])
    @UseGuards(Nobody)
    @Monitored()
    users(): string[] {
      return [];
    }
  }

  it('keeps its route, its guards and what they read', async () => {
    const app = await explore({ controllers: [AdminController] });

    const { users } = app.get(AdminController);

    expect(users).not.toBe(AdminController.prototype.users);
    expect(Reflect.getMetadata('roles', users)).toEqual(['admin']);
    expect(Reflect.getMetadata('__guards__', users)).toEqual([Nobody]);
    expect(Reflect.getMetadata('path', users)).toBe('users');
  });

  it('is observed', async () => {
    const app = await explore({ controllers: [AdminController] });

    app.get(AdminController).users();

    expect(app.recorder.names).toEqual(['AdminController.users']);
  });
});

describe('the defaults of monitored methods', () => {
  it.each([[0], [-1], ['fast'], [3_600_001]])('refuse %p as the slow threshold', (value) => {
    const problems = new Problems();

    MONITORED_RULES({ slowThresholdMs: value }, 'methods', problems);

    expect(problems.found.map(({ path }) => path)).toEqual(['methods.slowThresholdMs']);
  });
});
