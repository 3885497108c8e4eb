import { Observer, RequestContext, runInContext } from '../../../core';
import { contextOfJob, withCurrentContext } from './job-context';
import type { JobOptions } from './job-context';

/** What a queue's options hold besides. */
interface QueueOptions extends JobOptions {
  readonly attempts?: number;
  readonly delay?: number;
}

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const observer = new Observer([]);

function requestContext(requestId = 'req-1'): RequestContext {
  const parent = { traceId: TRACE_ID, spanId: SPAN_ID, sampled: true };
  return new RequestContext(observer, { requestId, parent });
}

function withMetadata(metadata: string): JobOptions {
  return { telemetry: { metadata } };
}

describe('the options of a job', () => {
  it('carry the ids of the request that sends it', () => {
    const context = requestContext();

    const options = runInContext(context, () => withCurrentContext(undefined));

    expect(JSON.parse(options?.telemetry?.metadata ?? '')).toEqual({
      traceparent: expect.stringContaining(`00-${TRACE_ID}-${context.spanId}-`) as string,
      'x-request-id': 'req-1',
    });
  });

  it('keep everything else', () => {
    const given: QueueOptions = { attempts: 3, delay: 100 };

    const options = runInContext(requestContext(), () => withCurrentContext(given));

    expect(options).toMatchObject(given);
    expect(given).toEqual({ attempts: 3, delay: 100 });
  });

  it('stay as they are outside any request', () => {
    const given: QueueOptions = { attempts: 3 };

    expect(withCurrentContext(given)).toBe(given);
    expect(withCurrentContext(undefined)).toBeUndefined();
  });

  it.each([
    ['another tracer has put its own in', { telemetry: { metadata: 'theirs' } }],
    ['the app wants none', { telemetry: { omitContext: true } }],
    ['the job comes again, each time for itself', { repeat: { every: 1000 } }],
  ])('stay as they are when %s', (_kind, given) => {
    const options = runInContext(requestContext(), () => withCurrentContext(given));

    expect(options).toBe(given);
  });
});

describe('the context of a job', () => {
  it('continues the story of the request that sent it', () => {
    const sender = requestContext();
    const options = runInContext(sender, () => withCurrentContext<JobOptions>({}));

    const context = contextOfJob(options, observer);

    expect(context).not.toBe(sender);
    expect(context.requestId).toBe('req-1');
    expect(context.traceId).toBe(TRACE_ID);
    expect(context.parent?.spanId).toBe(sender.spanId);
    expect(context.spanId).not.toBe(sender.spanId);
  });

  it('takes the ids after they have been through JSON', () => {
    const sent = runInContext(requestContext(), () => withCurrentContext<JobOptions>({}));
    const received = JSON.parse(JSON.stringify(sent)) as JobOptions;

    expect(contextOfJob(received, observer).requestId).toBe('req-1');
  });

  it.each([
    ['are missing', undefined],
    ['hold nothing for telemetry', {}],
    ['hold no metadata', { telemetry: {} }],
    ['hold null for metadata', JSON.parse('{"telemetry":{"metadata":null}}') as JobOptions],
    ['hold no JSON', withMetadata('{"x-request-id": ')],
    ['hold a text', withMetadata('"req-1"')],
    ['hold null', withMetadata('null')],
    ['hold a list', withMetadata('["req-1"]')],
    ['hold a number for an id', withMetadata('{"x-request-id": 7}')],
    ['hold an id with a line break', withMetadata('{"x-request-id": "a\\nlevel=error"}')],
    ['hold a giant id', withMetadata(`{"x-request-id": "${'a'.repeat(129)}"}`)],
    ['hold a broken traceparent', withMetadata('{"traceparent": "00-zz-00-01"}')],
    ['hold nothing but a prototype', withMetadata('{"__proto__": {"x-request-id": "req-1"}}')],
    [
      'are too long to be read',
      withMetadata(JSON.stringify({ 'x-request-id': 'req-1', padding: 'x'.repeat(2048) })),
    ],
  ])('is its own when the options %s', (_kind, options) => {
    const context = contextOfJob(options, observer);

    expect(context.parent).toBeUndefined();
    expect(context.requestId).toBe(context.traceId);
    expect(context.traceId).toMatch(/^[\da-f]{32}$/);
  });

  it('keeps a good id beside a broken one', () => {
    const metadata = JSON.stringify({ traceparent: 'broken', 'x-request-id': 'req-1' });

    const context = contextOfJob(withMetadata(metadata), observer);

    expect(context.requestId).toBe('req-1');
    expect(context.parent).toBeUndefined();
  });
});
