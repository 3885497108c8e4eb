import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** Where a request or response has its record. */
export const RECORD = Symbol('record');

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Methods by their names. */
export type Methods = Record<string, Method>;

/**
 * What the capture keeps of a request or response. One record of a fixed shape: a property that an object of Express
 * lacks is looked up in five prototypes, which costs up to half a microsecond each time.
 */
export class ExchangeRecord {
  /** Whether the methods that stood on the object before are known. */
  isPrepared = false;
  /** Methods that a middleware or an outer app has put on the object; undefined where all are those of the class. */
  previous: Methods | undefined = undefined;
  /** Bytes of the body that were sent or received; undefined where none were counted. */
  bytes: number | undefined = undefined;
  /** Whether the body had its encoding before it was counted; undefined before the first piece. */
  wasEncoded: boolean | undefined = undefined;
  /** What is piped into the response. */
  source: Partial<Readable> | undefined = undefined;
  /** Whether the response was ended, where it is not Node's and may not know it itself. */
  isWhole = false;

  /** @param self the object itself; what inherits from it has the same record */
  constructor(readonly self: object) {}

  /** The methods that the capture's own replaced: those put on the object before, else those of its class by now. */
  get methods(): Methods {
    return this.previous ?? (Object.getPrototypeOf(this.self) as Methods);
  }
}

/**
 * Whether the response was ended by its app. Node keeps it in a field of its own, which is read twice as fast as the
 * getter `writableEnded` behind Express's prototypes.
 */
export function hasEnded(response: ServerResponse): boolean {
  const { finished } = response as { readonly finished?: boolean };
  return finished ?? response.writableEnded;
}

/** A request or response as the capture sees it. */
export interface Recorded {
  [RECORD]?: ExchangeRecord;
}

/**
 * The record of a request or response, made when it is first used. What runs for each request reads `[RECORD]` itself
 * first: V8 keeps what it knows of a property for each place in the code, and this one sees objects of all shapes.
 */
export function recordOf(exchanged: IncomingMessage | ServerResponse): ExchangeRecord {
  return ((exchanged as Recorded)[RECORD] ??= new ExchangeRecord(exchanged));
}
