import { cutLine, MAX_LINE_LENGTH } from './line-limit';

const HEAD = {
  level: 'info',
  timestamp: '2026-11-24T09:00:00.000Z',
  service: 'shop',
  logger: 'app',
};

describe('a line that is too long', () => {
  it('stays as it is up to its limit', () => {
    const line = lineOf({ ...HEAD, message: 'x'.repeat(MAX_LINE_LENGTH - 500) });

    expect(cutLine(line)).toBe(line);
  });

  it('loses the ends of its long texts, and says so in valid JSON', () => {
    const line = lineOf({
      ...HEAD,
      request_id: 'r1',
      message: 'x'.repeat(MAX_LINE_LENGTH),
      extra: { a: 1 },
    });

    const cut = read(line);

    expect(cut).toMatchObject({ ...HEAD, request_id: 'r1', extra: { a: 1 }, truncated: true });
    expect(cut['original_bytes']).toBe(Buffer.byteLength(line));
    expect(String(cut['message'])).toMatch(/^x{16384}…$/);
  });

  it('loses the ends of its long lists', () => {
    const cut = read(lineOf({ ...HEAD, message: 'm', extra: { list: Array(200_000).fill(1) } }));

    expect(cut['extra']).toEqual({ list: Array(100).fill(1) });
  });

  it('keeps who, when and what where it has too many fields', () => {
    const extra = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key${i}`, i]));

    const cut = read(lineOf({ ...HEAD, request_id: 'r1', message: 'many', extra }));

    expect(cut).toMatchObject({ ...HEAD, request_id: 'r1', message: 'many', truncated: true });
    expect(cut).not.toHaveProperty('extra');
  });

  it.each([
    ['is no JSON', 'x'.repeat(MAX_LINE_LENGTH + 1)],
    ['is too long to be read', lineOf({ ...HEAD, message: 'x'.repeat(17 * MAX_LINE_LENGTH) })],
    ['is a list', JSON.stringify(Array(MAX_LINE_LENGTH).fill(1))],
  ])('becomes a line that tells of it where it %s', (_, line) => {
    expect(read(line)).toEqual({
      message: 'the line was too long',
      truncated: true,
      original_bytes: Buffer.byteLength(line),
    });
  });

  it('is measured in bytes, whatever the alphabet', () => {
    const cut = cutLine(lineOf({ ...HEAD, message: '漢'.repeat(100_000) }));

    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(MAX_LINE_LENGTH);
    expect(JSON.parse(cut)).toMatchObject({ truncated: true });
  });

  it('may have another limit', () => {
    const cut = cutLine(lineOf({ ...HEAD, message: 'x'.repeat(100_000) }), 8192);

    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(8192);
    expect(JSON.parse(cut)).toMatchObject({ ...HEAD, truncated: true });
  });
});

function lineOf(fields: object): string {
  return `${JSON.stringify(fields)}\n`;
}

function read(line: string): Record<string, unknown> {
  return JSON.parse(cutLine(line)) as Record<string, unknown>;
}
