import type { Measurement } from '../../core';

const MEASURED = Symbol('nestjs-observability:measured');

/** Adds what `@Timed` or `@Counted` says of a method; a method may have several. */
export function addMeasurement(prototype: object, method: string, measurement: Measurement): void {
  const others = measurementsOf(prototype, method);
  Reflect.defineMetadata(MEASURED, [...others, measurement], prototype, method);
}

/** The method's measurements, inherited ones included. */
export function measurementsOf(prototype: object, method: string): readonly Measurement[] {
  return (Reflect.getMetadata(MEASURED, prototype, method) as Measurement[] | undefined) ?? [];
}
