/** What `@Monitored` says of one method or class. */
export interface MonitoredOptions {
  /** Above this a call is slow: it is logged as a warning. @default the module's, 1000 ms */
  slowThresholdMs?: number;
  /** Whether the event of an error has the arguments of the call, scrubbed, 1000 characters of them. @default the module's, false */
  captureArguments?: boolean;
}

/** `false` is what `@Unmonitored` writes. */
export type MonitoredMetadata =
  { readonly name?: string; readonly options: MonitoredOptions } | false;

const MONITORED = Symbol('nestjs-observability:monitored');

export function markMethod(
  prototype: object,
  method: string | symbol,
  metadata: MonitoredMetadata,
): void {
  Reflect.defineMetadata(MONITORED, metadata, prototype, method);
}

export function markClass(type: object, metadata: MonitoredMetadata): void {
  Reflect.defineMetadata(MONITORED, metadata, type);
}

/** The method's own mark, an inherited one included. */
export function markOfMethod(prototype: object, method: string): MonitoredMetadata | undefined {
  return Reflect.getMetadata(MONITORED, prototype, method) as MonitoredMetadata | undefined;
}

export function markOfClass(type: object): MonitoredMetadata | undefined {
  return Reflect.getMetadata(MONITORED, type) as MonitoredMetadata | undefined;
}
