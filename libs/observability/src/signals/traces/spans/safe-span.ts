import type { ReadableSpan } from '../../../export';
import type { Redactor } from '../../../core';

/**
 * The span without secrets: the app, and instrumentation that it brings, write on it what they like.
 * The span itself stays as it is. Attributes of ours are safe already and come out the same.
 */
export function safeSpan(span: ReadableSpan, redactor: Redactor): ReadableSpan {
  const { attributes, events, links, status } = span;
  return new SafeSpan(span, {
    name: redactor.text(span.name),
    // The redactor copies the fields of what it is given, so the types stay.
    attributes: redactor.value(attributes) as Attributes,
    events: events.map((event) => ({
      ...event,
      name: redactor.text(event.name),
      attributes: event.attributes && (redactor.value(event.attributes) as Attributes),
    })),
    links: links.map((link) => ({
      ...link,
      attributes: link.attributes && (redactor.value(link.attributes) as Attributes),
    })),
    status:
      status.message === undefined ? status : { ...status, message: redactor.text(status.message) },
  });
}

type Safe = Pick<ReadableSpan, 'name' | 'attributes' | 'events' | 'links' | 'status'>;
type Attributes = ReadableSpan['attributes'];

/**
 * Has all that is written as fields of its own: of an object that inherits from the span V8 would
 * keep the map until its next full collection, and with it the span.
 */
class SafeSpan implements ReadableSpan {
  readonly name: ReadableSpan['name'];
  readonly attributes: ReadableSpan['attributes'];
  readonly events: ReadableSpan['events'];
  readonly links: ReadableSpan['links'];
  readonly status: ReadableSpan['status'];
  readonly kind: ReadableSpan['kind'];
  readonly parentSpanContext: ReadableSpan['parentSpanContext'];
  readonly startTime: ReadableSpan['startTime'];
  readonly endTime: ReadableSpan['endTime'];
  readonly duration: ReadableSpan['duration'];
  readonly ended: ReadableSpan['ended'];
  readonly resource: ReadableSpan['resource'];
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
  readonly droppedAttributesCount: ReadableSpan['droppedAttributesCount'];
  readonly droppedEventsCount: ReadableSpan['droppedEventsCount'];
  readonly droppedLinksCount: ReadableSpan['droppedLinksCount'];
  private readonly ids: ReturnType<ReadableSpan['spanContext']>;

  constructor(span: ReadableSpan, safe: Safe) {
    this.name = safe.name;
    this.attributes = safe.attributes;
    this.events = safe.events;
    this.links = safe.links;
    this.status = safe.status;
    this.kind = span.kind;
    this.parentSpanContext = span.parentSpanContext;
    this.startTime = span.startTime;
    this.endTime = span.endTime;
    this.duration = span.duration;
    this.ended = span.ended;
    this.resource = span.resource;
    this.instrumentationScope = span.instrumentationScope;
    this.droppedAttributesCount = span.droppedAttributesCount;
    this.droppedEventsCount = span.droppedEventsCount;
    this.droppedLinksCount = span.droppedLinksCount;
    this.ids = span.spanContext();
  }

  spanContext(): ReturnType<ReadableSpan['spanContext']> {
    return this.ids;
  }
}
