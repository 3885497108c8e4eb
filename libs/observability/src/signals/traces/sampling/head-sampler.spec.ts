import { ROOT_CONTEXT } from '@opentelemetry/api';
import { SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import { newSpanId, newTraceId } from '../../../core';
import { always, never, parentBased, ratio } from './head-sampler';

const TRACE_IDS = Array.from({ length: 5000 }, () => newTraceId());

function headOf(sampled?: boolean) {
  const traceId = newTraceId();
  const parent = sampled === undefined ? undefined : { traceId, spanId: newSpanId(), sampled };
  return { traceId, parent };
}

describe('sampling by ratio', () => {
  it.each([0, 0.001, 0.1, 0.5, 0.9, 1])('decides as the SDK does, at %s', (part) => {
    const sdk = new TraceIdRatioBasedSampler(part);
    const sampler = ratio(part);

    const different = TRACE_IDS.filter((traceId) => {
      const { decision } = sdk.shouldSample(ROOT_CONTEXT, traceId);
      const isSampled = decision === SamplingDecision.RECORD_AND_SAMPLED;
      return isSampled !== sampler({ traceId, parent: undefined });
    });

    expect(different).toEqual([]);
  });

  it('records about the configured ratio', () => {
    const sampler = ratio(0.1);

    const recorded = TRACE_IDS.filter((traceId) => sampler({ traceId, parent: undefined })).length;

    expect(recorded).toBeGreaterThan(400);
    expect(recorded).toBeLessThan(600);
  });
});

describe('sampling by parent', () => {
  it.each([
    [true, never],
    [false, always],
  ])('does as the caller did: %s', (sampled, root) => {
    const isSampled = parentBased(root)(headOf(sampled));

    expect(isSampled).toBe(sampled);
  });

  it('uses the other sampler where there is no caller', () => {
    const decisions = [always, never].map((root) => parentBased(root)(headOf()));

    expect(decisions).toEqual([true, false]);
  });

  it('makes no trace id for what it does not need', () => {
    const parent = headOf(false).parent;
    const head = {
      parent,
      get traceId(): string {
        throw new Error('made an id');
      },
    };

    expect(parentBased(ratio(0.5))(head)).toBe(false);
  });
});
