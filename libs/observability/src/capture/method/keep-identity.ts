/** Any method; a wrapper hands arguments and results through untouched. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Gives a wrapper the name, length, properties and metadata of the method that it stands for. */
export function keepIdentity(original: Method, wrapper: Method): void {
  for (const property of Reflect.ownKeys(original)) {
    if (property === 'prototype') continue;
    Object.defineProperty(wrapper, property, Object.getOwnPropertyDescriptor(original, property)!);
  }
  for (const key of Reflect.getMetadataKeys(original)) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original), wrapper);
  }
}
