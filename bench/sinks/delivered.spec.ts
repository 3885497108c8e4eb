import { addRequest, NOTHING } from './delivered';

/** A protobuf field that holds bytes. */
function field(number: number, content: Buffer): Buffer {
  const length = content.length;
  const size = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >>> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...size]), content]);
}

function traces(spans: number): Buffer {
  const span = field(2, Buffer.alloc(90, 1));
  const scope = field(1, Buffer.from('scope'));
  const scopeSpans = field(2, Buffer.concat([scope, ...Array<Buffer>(spans).fill(span)]));
  const resource = field(1, Buffer.from('resource'));
  return field(1, Buffer.concat([resource, scopeSpans]));
}

describe('what a variant delivered', () => {
  it('counts the spans of OTLP in protobuf', () => {
    const body = Buffer.concat([traces(3), traces(40)]);

    expect(addRequest(NOTHING, '/ours-otlp/v1/traces', body)).toEqual({
      ...NOTHING,
      requests: 1,
      spans: 43,
    });
  });

  it('counts the spans of OTLP in JSON', () => {
    const spans = [
      { traceId: 'a', spanId: 'b' },
      { traceId: 'a', spanId: 'c' },
    ];
    const body = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));

    expect(addRequest(NOTHING, '/ours-sentry/api/1/integration/otlp/v1/traces/', body).spans).toBe(
      2,
    );
  });

  it('counts the errors and transactions of Sentry', () => {
    const lines = ['{"sent_at":"now"}', '{"type":"event"}', '{}', '{"type":"transaction"}', '{}'];
    const before = { ...NOTHING, requests: 4, events: 2 };

    const after = addRequest(before, '/by-hand/api/1/envelope/', Buffer.from(lines.join('\n')));

    expect(after).toEqual({ requests: 5, events: 3, transactions: 1, spans: 0 });
  });
});
