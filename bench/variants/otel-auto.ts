import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { serve } from '../app/serve';
import { Work } from '../app/work';

const tracer = trace.getTracer('bench');

function close(span: Span, error?: unknown): void {
  if (error instanceof Error) {
    span.recordException(error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function spanned<T>(name: string, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, async (span) => {
    try {
      const result = await work();
      close(span);
      return result;
    } catch (error) {
      close(span, error);
      throw error;
    }
  });
}

/** Three calls with a span each, as OpenTelemetry's documentation shows. */
class SpannedWork extends Work {
  override price(item: string): number {
    return tracer.startActiveSpan('price', (span) => {
      try {
        const price = super.price(item);
        close(span);
        return price;
      } catch (error) {
        close(span, error);
        throw error;
      }
    });
  }

  override reserve(item: string, quantity: number): Promise<string> {
    return spanned('reserve', () => super.reserve(item, quantity));
  }

  override pay(amount: number): Promise<{ readonly paid: number }> {
    return spanned('pay', () => super.pay(amount));
  }
}

void serve({ work: SpannedWork });
