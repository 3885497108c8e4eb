import type { DiscoveryService } from '@nestjs/core';

/** A class in the container. */
export type ClassType = new (...args: never[]) => object;

/** The metadata by which frameworks know the methods that they call; their packages are not needed to read it. */
export const MARKS = {
  /** @nestjs/microservices: `@MessagePattern`, `@EventPattern`. */
  rpc: 'microservices:pattern',
  /** @nestjs/websockets: `@SubscribeMessage`. */
  websocket: 'websockets:message_mapping',
  /** @nestjs/graphql: `@Query`, `@Mutation`, `@Subscription`, and `@ResolveField` with a name of its own. */
  resolver: 'graphql:resolver_type',
  /** @nestjs/graphql: `@ResolveField`. */
  field: 'graphql:resolve_property',
  /** @nestjs/schedule: `@Cron`, `@Interval`, `@Timeout`. */
  scheduled: 'SCHEDULER_TYPE',
} as const;

/** Every mark: a method that has one is taken by its framework before or while modules are configured. */
export const HANDLER_MARKS: readonly string[] = Object.values(MARKS);

/** The classes of the container, each once. Known before there are instances. */
export function earlyClasses(discovery: DiscoveryService): ClassType[] {
  const wrappers = [...discovery.getProviders(), ...discovery.getControllers()];
  // With `inject`, the metatype is a factory and no class.
  const types = wrappers.flatMap(({ metatype, inject }) => (inject ? [] : [metatype as unknown]));
  return [...new Set(types.filter(isClass))];
}

/** The methods of the class, inherited ones included, whose function carries one of the marks. */
export function methodsMarked(type: ClassType, marks: readonly string[]): string[] {
  const names = new Set<string>();
  for (let level: unknown = type.prototype; isLevel(level); level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  }
  return [...names].filter((name) => isMarked(type.prototype, name, marks));
}

function isMarked(prototype: object, name: string, marks: readonly string[]): boolean {
  const method = methodOf(prototype, name);
  return method !== undefined && marks.some((mark) => Reflect.hasMetadata(mark, method));
}

/** An accessor is no method, and reading it might run the app's code. */
function methodOf(prototype: object, name: string): object | undefined {
  for (let level: unknown = prototype; isLevel(level); level = Object.getPrototypeOf(level)) {
    const descriptor = Object.getOwnPropertyDescriptor(level, name);
    if (descriptor) return typeof descriptor.value === 'function' ? descriptor.value : undefined;
  }
  return undefined;
}

function isLevel(level: unknown): level is object {
  return typeof level === 'object' && level !== null && level !== Object.prototype;
}

function isClass(type: unknown): type is ClassType {
  return typeof type === 'function' && typeof type.prototype === 'object' && type !== Object;
}
