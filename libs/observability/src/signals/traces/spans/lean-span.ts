import type {
  Attributes,
  AttributeValue,
  Exception,
  HrTime,
  Link,
  Span,
  SpanContext,
  SpanKind,
  SpanStatus,
  TimeInput,
} from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '../../../export';

/** What all lean spans of a pipeline have in common. */
export interface LeanSpanHost {
  readonly resource: ReadableSpan['resource'];
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
  /** Begins a span of the SDK with the same ids, times and attributes. */
  fullSpanOf(span: LeanSpan): Span;
  /** Takes a span that has ended. */
  onEnd(span: ReadableSpan): void;
}

/** What a lean span begins with. */
export interface LeanStart {
  readonly name: string;
  readonly kind: SpanKind;
  /** Ours, without secrets. */
  readonly attributes: Attributes;
  readonly links?: Link[];
}

const NONE: never[] = [];
const NO_TIME: HrTime = [0, 0];
const LAST_NANO = 999_999_999;
const UNSET: SpanStatus = { code: SpanStatusCode.UNSET };
const SECOND_MS = 1000;
const MS_NS = 1e6;

/**
 * A span on which only the library writes, as nearly all of a busy server are: it has no limits to
 * keep, no values to check and no secrets to take out. As soon as other code writes to it, a span
 * of the SDK takes over, with all of its rules.
 */
export class LeanSpan implements Span, ReadableSpan {
  readonly kind: SpanKind;
  readonly attributes: Attributes = {};
  readonly startTime: HrTime;
  readonly events: ReadableSpan['events'] = NONE;
  readonly links: Link[];
  readonly status: SpanStatus = UNSET;
  readonly droppedAttributesCount = 0;
  readonly droppedEventsCount = 0;
  readonly droppedLinksCount = 0;
  name: string;
  duration: HrTime = NO_TIME;
  ended = false;
  private readonly startedAt = performance.now();
  private full: Span | undefined = undefined;

  constructor(
    private readonly host: LeanSpanHost,
    start: LeanStart,
    private readonly ids: SpanContext,
    readonly parentSpanContext: SpanContext | undefined,
  ) {
    this.name = start.name;
    this.kind = start.kind;
    this.links = start.links ?? NONE;
    this.startTime = timeOf(Date.now());
    this.note(start.attributes);
  }

  get resource(): ReadableSpan['resource'] {
    return this.host.resource;
  }

  get instrumentationScope(): ReadableSpan['instrumentationScope'] {
    return this.host.instrumentationScope;
  }

  get endTime(): HrTime {
    const nanos = this.startTime[1] + this.duration[1];
    const over = nanos >= SECOND_MS * MS_NS ? 1 : 0;
    return [this.startTime[0] + this.duration[0] + over, nanos - over * SECOND_MS * MS_NS];
  }

  spanContext(): SpanContext {
    return this.ids;
  }

  isRecording(): boolean {
    return !this.ended;
  }

  /** Says what the library knows of it: nothing of that is a secret. */
  describe(name: string | undefined, attributes: Attributes): void {
    const { full } = this;
    if (full) {
      if (name !== undefined) full.updateName(name);
      full.setAttributes(attributes);
    } else if (!this.ended) {
      this.name = name ?? this.name;
      this.note(attributes);
    }
  }

  end(endTime?: TimeInput): void {
    if (this.ended) return;
    if (endTime !== undefined) this.takenOver();
    this.duration = timeOf(performance.now() - this.startedAt);
    this.ended = true;
    if (this.full) this.full.end(endTime ?? this.endTime);
    else this.host.onEnd(this);
  }

  setAttribute(key: string, value: AttributeValue): this {
    this.takenOver()?.setAttribute(key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    this.takenOver()?.setAttributes(attributes);
    return this;
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, time?: TimeInput): this {
    this.takenOver()?.addEvent(name, attributesOrTime, time);
    return this;
  }

  addLink(link: Link): this {
    this.takenOver()?.addLink(link);
    return this;
  }

  addLinks(links: Link[]): this {
    this.takenOver()?.addLinks(links);
    return this;
  }

  setStatus(status: SpanStatus): this {
    this.takenOver()?.setStatus(status);
    return this;
  }

  updateName(name: string): this {
    this.takenOver()?.updateName(name);
    return this;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    this.takenOver()?.recordException(exception, time);
  }

  /** The span that stands in for this one from now on; undefined when it has ended. */
  private takenOver(): Span | undefined {
    if (this.ended) return undefined;
    return (this.full ??= this.host.fullSpanOf(this));
  }

  private note(attributes: Attributes): void {
    for (const key in attributes) {
      const value = attributes[key];
      if (value !== undefined) this.attributes[key] = value;
    }
  }
}

/** Milliseconds as OpenTelemetry keeps time: seconds and nanoseconds. */
function timeOf(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / SECOND_MS);
  const nanos = Math.round((milliseconds - seconds * SECOND_MS) * MS_NS);
  return [seconds, Math.min(nanos, LAST_NANO)];
}
