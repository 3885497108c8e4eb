import type { Observer } from '../../core';
import type { MethodWraps } from './method-wraps';
import type { Method } from './keep-identity';
import type { ClassLike, LateBinder, StandIn } from './stand-in';

/** Wraps a decorated method when it is first called, once for each class and method. */
export class LateMethods implements LateBinder {
  private readonly known = new WeakMap<object, Map<StandIn, Method>>();

  constructor(
    readonly observer: Observer,
    private readonly wraps: MethodWraps,
  ) {}

  bind(standIn: StandIn, type: ClassLike): Method {
    const ofType = this.known.get(type);
    return ofType?.get(standIn) ?? this.wrap(standIn, type);
  }

  private wrap(standIn: StandIn, type: ClassLike): Method {
    const wraps = this.wraps.of(type, standIn.name);
    const method = wraps.reduce((inner, wrap) => wrap(inner, this), standIn.original);
    const ofType = this.known.get(type) ?? new Map<StandIn, Method>();
    this.known.set(type, ofType.set(standIn, method));
    return method;
  }
}
