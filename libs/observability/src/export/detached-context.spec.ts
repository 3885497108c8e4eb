import { context as otel, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { currentContext, Observer, RequestContext, runInContext } from '../core';
import { FrameContextManager } from '../signals/traces/spans/frame-context-manager';
import { DetachedContext } from './detached-context';

describe("telemetry's own work", () => {
  beforeAll(() => otel.setGlobalContextManager(new FrameContextManager()));
  afterAll(() => otel.disable());

  it('runs in no context of a request, though a request sets it off', () => {
    const outside = new DetachedContext();

    const seen = runInContext(new RequestContext(new Observer([])), () =>
      outside.run(() => currentContext()),
    );

    expect(seen).toBeUndefined();
  });

  it('makes no spans', () => {
    const tracer = new BasicTracerProvider().getTracer('app');

    const span = new DetachedContext().run(() => tracer.startSpan('POST /v1/traces'));

    expect(span.isRecording()).toBe(false);
    expect(trace.getSpan(ROOT_CONTEXT)).toBeUndefined();
  });
});
