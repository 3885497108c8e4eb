import type { DiscoveryService } from '@nestjs/core';
import { earlyClasses, MARKS, methodsMarked } from './handler-methods';

/** What the decorators of the frameworks do. */
function mark(key: string): MethodDecorator {
  return (_target, _name, descriptor) => {
    Reflect.defineMetadata(key, true, descriptor.value as object);
  };
}

class Base {
  @mark(MARKS.rpc)
  inherited(): void {
    this.plain();
  }

  @mark(MARKS.rpc)
  overridden(): void {
    this.plain();
  }

  plain(): string {
    return 'plain';
  }
}

class Handlers extends Base {
  @mark(MARKS.websocket)
  marked(): void {
    this.plain();
  }

  override overridden(): void {
    this.plain();
  }

  get accessor(): never {
    throw new Error('must not be read');
  }
}

describe('the methods of a class', () => {
  it('are found by their marks, inherited ones included, and accessors are not read', () => {
    expect(methodsMarked(Handlers, [MARKS.rpc, MARKS.websocket])).toEqual(['marked', 'inherited']);
    expect(methodsMarked(Handlers, [MARKS.scheduled])).toEqual([]);
  });
});

describe('the classes of a container', () => {
  it('are known before they have instances, each once, and factories are none', () => {
    const providers = [
      { metatype: Handlers },
      { metatype: Handlers },
      { metatype: () => new Handlers(), inject: [] },
      { metatype: null },
    ];
    const discovery = {
      getProviders: () => providers,
      getControllers: () => [{ metatype: Base }],
    } as unknown as DiscoveryService;

    expect(earlyClasses(discovery)).toEqual([Handlers, Base]);
  });
});
