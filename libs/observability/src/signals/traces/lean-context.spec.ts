import { createContextKey, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { LeanContext } from './lean-context';

const [NAME, PLACE] = [createContextKey('name'), createContextKey('place')];

describe('a lean context', () => {
  it('has nothing at its root', () => {
    expect(LeanContext.root.getValue(NAME)).toBeUndefined();
  });

  it('has what was set on it and on those that it came from', () => {
    const context = LeanContext.root.setValue(NAME, 'ada').setValue(PLACE, 'here');

    expect([context.getValue(NAME), context.getValue(PLACE)]).toEqual(['ada', 'here']);
  });

  it('leaves the one that it came from as it was', () => {
    const outer = LeanContext.root.setValue(NAME, 'ada');

    outer.setValue(NAME, 'grace');
    outer.deleteValue(NAME);

    expect(outer.getValue(NAME)).toBe('ada');
  });

  it('has no longer what was deleted', () => {
    const context = LeanContext.root.setValue(NAME, 'ada').deleteValue(NAME);

    expect(context.getValue(NAME)).toBeUndefined();
  });

  it('carries a span as the contexts of the API do', () => {
    const span = trace.wrapSpanContext({
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      traceFlags: TraceFlags.SAMPLED,
    });

    const lean = trace.setSpan(LeanContext.root, span);

    expect(trace.getSpan(lean)).toBe(trace.getSpan(trace.setSpan(ROOT_CONTEXT, span)));
  });
});
