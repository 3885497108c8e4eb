import { context as otel, propagation, SamplingDecision, trace } from '@opentelemetry/api';
import type { Context, Span, Tracer } from '@opentelemetry/api';
import { DropReporter } from '../../../core';
import type { DropListener, Redactor, ServiceIdentity } from '../../../core';
import { DetachedContext, flushAtExit, OtlpExporter, OtlpSender, SpanQueue } from '../../../export';
import type { ForcedBudget, Head, HeadSampler } from '../sampling';
import { FrameContextManager } from './frame-context-manager';
import { LeanSpan } from './lean-span';
import type { LeanStart } from './lean-span';
import { LeanSpans } from './lean-spans';
import type { OtlpTarget, QueueLimits } from '../../../export';
import { safeSpan } from './safe-span';
import { loadSdk } from './sdk';
import type { Sdk } from './sdk';
import type { Propagator } from './propagators';
import { SpanIds } from './span-ids';
import type { SpanLimits } from './span-limits';
import { SpanResource } from './span-resource';

/** What a running pipeline obeys; newer plans replace it. */
export interface TracingPlan {
  readonly sampler: HeadSampler;
  /** What callers from outside can make it record. */
  readonly forced: ForcedBudget;
  readonly target: OtlpTarget;
  readonly service: ServiceIdentity | undefined;
  readonly redactor: Redactor;
  /** Whether attributes have limits, which only the SDK's spans keep. */
  readonly limitsAttributes: boolean;
  /** What the SDK's spans keep; the first plan's are obeyed. */
  readonly spanLimits: SpanLimits;
  /** How context is passed on; the first plan's are used. */
  readonly propagators: readonly Propagator[];
}

const SCOPE = 'nestjs-observability';
const TOO_MANY_FORCED =
  'Callers request more traces than traces.maxForcedPerSecond allows; the others are not recorded. ' +
  'Raise it, or restrict traces.trust.';

/** The library's own pipeline: OpenTelemetry's spans, our decisions, one storage, one queue. */
export class Tracing {
  private readonly drops = new DropReporter('Spans');
  private readonly ids = new SpanIds();
  private readonly resource: SpanResource;
  private readonly queue: SpanQueue;
  private readonly tracer: Tracer;
  private readonly lean: LeanSpans;
  private readonly undo: (() => void)[] = [];
  private plan: TracingPlan;
  private isDecided = false;

  /** @throws TracingMissingError without the optional packages */
  constructor(
    plan: TracingPlan,
    limits: QueueLimits,
    private readonly sdk: Sdk = loadSdk(),
  ) {
    this.plan = plan;
    this.resource = new SpanResource(sdk);
    this.resource.belongsTo(plan.service);
    this.queue = new SpanQueue(limits, this.drops, new DetachedContext(), this.exporterTo(plan));
    this.tracer = this.register();
    this.lean = new LeanSpans({
      tracer: this.tracer,
      ids: this.ids,
      scope: SCOPE,
      resource: this.resource.resource,
      onEnd: (span) => this.queue.onEnd(span),
    });
    this.undo.push(flushAtExit(() => this.queue.unsent()));
  }

  /** Whether the work is recorded; called before anything is created for it. */
  isSampled(head: Head): boolean {
    const { sampler, forced } = this.plan;
    const isWanted = sampler(head);
    if (!head.parent || head.hasOwnParent) return isWanted;
    const isAdmitted = forced.admits(isWanted);
    if (isWanted && !isAdmitted) this.drops.leftOut(1, 'forced', TOO_MANY_FORCED);
    return isAdmitted;
  }

  /**
   * Begins a span that is recorded, by the library's own decision, and begins without secrets; one
   * that begins a trace takes the id that is given.
   */
  startSpan(start: LeanStart, parent: Context, traceId?: string): Span {
    const lean = this.plan.limitsAttributes ? undefined : this.lean.begin(start, parent, traceId);
    if (lean) return lean;
    if (traceId !== undefined) this.ids.beginWith(traceId);
    const { name, ...options } = start;
    this.isDecided = true;
    try {
      return this.tracer.startSpan(name, options, parent);
    } finally {
      this.isDecided = false;
    }
  }

  /** Reports dropped spans to the app; returns how to stop that. */
  listen(listener: DropListener): () => void {
    return this.drops.listen(listener);
  }

  /** Whether an app uses it. */
  get isInUse(): boolean {
    return this.drops.hasListener;
  }

  /** Delivers the spans that have ended, no longer than the limit in milliseconds. */
  flush(limitMs: number): Promise<void> {
    return this.queue.flush(limitMs);
  }

  /** Obeys a newer plan: spans that are queued go to its target. */
  follow(plan: TracingPlan): void {
    this.plan = plan;
    this.resource.belongsTo(plan.service);
    this.queue.use(this.exporterTo(plan));
  }

  /** Takes everything back; what is queued is dropped. */
  stop(): void {
    void this.queue.shutdown();
    for (const undo of this.undo) undo();
  }

  private exporterTo({ target, redactor }: TracingPlan): OtlpExporter {
    return new OtlpExporter({
      serializer: this.sdk.serializer,
      sender: new OtlpSender(target),
      settleResource: () => this.resource.settle(),
      // What the library writes on a lean span holds no secret.
      redact: (span) => (span instanceof LeanSpan ? span : safeSpan(span, redactor)),
    });
  }

  private register(): Tracer {
    const { TracerProvider, core } = this.sdk;
    const provider = new TracerProvider({
      resource: this.resource.resource,
      sampler: { shouldSample: (parent, traceId) => this.decide(parent, traceId) },
      idGenerator: this.ids,
      spanProcessors: [this.queue],
      spanLimits: this.plan.spanLimits,
    });
    const kinds = {
      tracecontext: core.W3CTraceContextPropagator,
      baggage: core.W3CBaggagePropagator,
    };
    const propagators = this.plan.propagators.map((name) => new kinds[name]());
    if (trace.setGlobalTracerProvider(provider)) this.undo.push(() => trace.disable());
    if (otel.setGlobalContextManager(new FrameContextManager()))
      this.undo.push(() => otel.disable());
    if (propagation.setGlobalPropagator(new core.CompositePropagator({ propagators }))) {
      this.undo.push(() => propagation.disable());
    }
    return provider.getTracer(SCOPE);
  }

  /** The same decision for spans that others begin: those of the app, and children. */
  private decide(context: Context, traceId: string): { decision: SamplingDecision } {
    if (this.isDecided || this.lean.isTakingOver)
      return { decision: SamplingDecision.RECORD_AND_SAMPLED };
    const span = trace.getSpanContext(context);
    const parent = span && {
      traceId: span.traceId,
      spanId: span.spanId,
      sampled: (span.traceFlags & 1) === 1,
    };
    const isSampled = this.isSampled({ traceId, parent, hasOwnParent: span?.isRemote !== true });
    return {
      decision: isSampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
    };
  }
}
