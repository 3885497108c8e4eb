import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { Redactor } from '../../core';

/**
 * The span without secrets: the app, and instrumentation that it brings, write on it what they like.
 * The span itself stays as it is. Attributes of ours are safe already and come out the same.
 */
export function safeSpan(span: ReadableSpan, redactor: Redactor): ReadableSpan {
  const { attributes, events, links, status } = span;
  // The redactor copies the fields of what it is given, so the types stay.
  const safe = {
    name: redactor.text(span.name),
    attributes: redactor.value(attributes),
    events: events.map((event) => ({
      ...event,
      name: redactor.text(event.name),
      attributes: event.attributes && redactor.value(event.attributes),
    })),
    links: links.map((link) => ({
      ...link,
      attributes: link.attributes && redactor.value(link.attributes),
    })),
    status:
      status.message === undefined ? status : { ...status, message: redactor.text(status.message) },
  } as Partial<ReadableSpan>;
  return Object.create(span, Object.getOwnPropertyDescriptors(safe)) as ReadableSpan;
}
