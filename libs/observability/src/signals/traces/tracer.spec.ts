import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import type { Tracer, TracerProvider } from '@opentelemetry/api';
import { currentTracer } from './tracer';

/** An SDK that counts how often it is asked for a tracer. */
class FakeProvider implements TracerProvider {
  asked = 0;
  private readonly tracer = new ProxyTracerProvider().getTracer('fake');

  getTracer(): Tracer {
    this.asked += 1;
    return this.tracer;
  }
}

// The tracer is remembered for the whole process, so this is one story.
describe('the tracer of the app', () => {
  it('is missing without an SDK, found when one is registered later, and asked for once', () => {
    const provider = new FakeProvider();

    const before = currentTracer();
    trace.setGlobalTracerProvider(provider);
    const after = [currentTracer(), currentTracer()];
    trace.disable();

    expect(before).toBeUndefined();
    expect(after).toEqual([provider.getTracer(), provider.getTracer()]);
    expect(provider.asked).toBe(3);
  });
});
