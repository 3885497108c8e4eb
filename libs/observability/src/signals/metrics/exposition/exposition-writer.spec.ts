import { escapeLabel, labelText, ExpositionWriter } from './exposition-writer';
import type { ExpositionFormat, Family } from './exposition-writer';

const FAMILY: Family = { name: 'work_seconds', help: 'Work.', type: 'histogram', unit: 'seconds' };
const EXEMPLAR = {
  labels: { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) },
  value: 0.25,
  timestamp: 1_700_000_000.1234,
};

/** What stands on a page that was written so. */
async function written(
  write: (page: ExpositionWriter) => void,
  format: ExpositionFormat = 'prometheus',
): Promise<string> {
  const page = new ExpositionWriter(format);
  write(page);
  return (await page.end()).toString();
}

function line(i: number): string {
  return `work_total{id="größer 日本 ${i}"}`;
}

describe('the head of a metric', () => {
  it('says what it is', async () => {
    expect(await written((page) => page.family(FAMILY))).toBe(
      '# HELP work_seconds Work.\n# TYPE work_seconds histogram\n',
    );
  });

  it.each<[ExpositionFormat, string]>([
    ['prometheus', String.raw`C:\\temp\n"so"`],
    ['openmetrics', String.raw`C:\\temp\n\"so\"`],
  ])('is escaped as %s wants it', async (format, help) => {
    const page = await written((p) => p.family({ ...FAMILY, help: 'C:\\temp\n"so"' }), format);

    expect(page.split('\n')[0]).toBe(`# HELP work_seconds ${help}`);
  });

  it.each([
    ['seconds', 'work_seconds', true],
    ['bytes', 'size_bytes', true],
    ['ratio', 'hit_ratio', true],
    ['seconds', 'work', false],
    ['requests', 'active_requests', false],
    [undefined, 'work_seconds', false],
  ])('says the unit %s of %s in OpenMetrics: %s', async (unit, name, isTold) => {
    const write = (page: ExpositionWriter): void => page.family({ ...FAMILY, unit, name });

    expect((await written(write, 'openmetrics')).includes('# UNIT')).toBe(isTold);
    expect(await written(write)).not.toContain('# UNIT');
  });

  it('has no _total on a counter in OpenMetrics, and the unit before it', async () => {
    const bytes = { name: 'sent_bytes_total', help: 'Sent.', type: 'counter', unit: 'bytes' };

    expect(await written((page) => page.family(bytes), 'openmetrics')).toBe(
      '# HELP sent_bytes Sent.\n# TYPE sent_bytes counter\n# UNIT sent_bytes bytes\n# EOF\n',
    );
    expect(await written((page) => page.family(bytes))).toContain(
      '# TYPE sent_bytes_total counter\n',
    );
  });

  it('keeps _total on what is no counter', async () => {
    const gauge = { name: 'ram_total', help: 'RAM.', type: 'gauge' };

    expect(await written((page) => page.family(gauge), 'openmetrics')).toContain(
      '# TYPE ram_total gauge\n',
    );
  });
});

describe('a sample', () => {
  it.each([
    [0, '0'],
    [-1.5, '-1.5'],
    [1e21, '1e+21'],
    [1e-9, '1e-9'],
    [Number.NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
  ])('of %p is written %s', async (value, text) => {
    expect(await written((page) => page.sample('x{a="1"}', value))).toBe(`x{a="1"} ${text}\n`);
  });

  it('leads to its trace in OpenMetrics only', async () => {
    const write = (page: ExpositionWriter): void => page.sample('x_bucket{le="1"}', 3, EXEMPLAR);
    const { trace_id: trace, span_id: span } = EXEMPLAR.labels;

    expect(await written(write, 'openmetrics')).toBe(
      `x_bucket{le="1"} 3 # {trace_id="${trace}",span_id="${span}"} 0.25 1700000000.123\n# EOF\n`,
    );
    expect(await written(write)).toBe('x_bucket{le="1"} 3\n');
  });
});

describe('labels', () => {
  it.each([
    ['none', [], [], ''],
    ['one', ['a'], ['1'], 'a="1"'],
    ['several', ['a', 'b', 'c'], ['1', '2', '3'], 'a="1",b="2",c="3"'],
    ['the first empty', ['a', 'b'], ['', '2'], 'b="2"'],
    ['one in between empty', ['a', 'b', 'c'], ['1', '', '3'], 'a="1",c="3"'],
    ['all empty', ['a', 'b'], ['', ''], ''],
    ['one missing', ['a', 'b'], ['1'], 'a="1"'],
  ])('are written: %s', async (_case, names, values, text) => {
    expect(labelText(names, values)).toBe(text);
  });

  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a "b"', String.raw`a \"b\"`],
    ['C:\\temp', String.raw`C:\\temp`],
    ['two\nlines', String.raw`two\nlines`],
    ['\\n', String.raw`\\n`],
    ['"} 1\nother 2', String.raw`\"} 1\nother 2`],
    ['größer 日本 🙂', 'größer 日本 🙂'],
  ])('have their value %p escaped', async (value, text) => {
    expect(escapeLabel(value)).toBe(text);
  });
});

describe('a long page', () => {
  const LINES = 30_000;

  /** Writes it as the tables do, and counts the rests. */
  async function write(format: ExpositionFormat): Promise<{ page: string; rests: number }> {
    const page = new ExpositionWriter(format);
    let rests = 0;
    for (let i = 0; i < LINES; i += 1) {
      page.sample(line(i), i);
      if (!page.isTired) continue;
      rests += 1;
      await page.rest();
    }
    return { page: (await page.end()).toString(), rests };
  }

  it('has every line, whole and in order', async () => {
    const { page } = await write('prometheus');

    const lines = page.split('\n');
    expect(lines).toHaveLength(LINES + 1);
    expect(lines.every((text, i) => i === LINES || text === `${line(i)} ${i}`)).toBe(true);
  });

  it('is written with rests', async () => {
    const { rests } = await write('prometheus');

    expect(rests).toBeGreaterThan(3);
  });

  it('ends with its end, once', async () => {
    const { page } = await write('openmetrics');

    expect(page.match(/# EOF/g)).toHaveLength(1);
    expect(page.endsWith('\n# EOF\n')).toBe(true);
  });

  it('is not tired before much is written, nor after a rest', async () => {
    const page = new ExpositionWriter('prometheus');
    for (let i = 0; i < 100; i += 1) page.sample('x', i);
    expect(page.isTired).toBe(false);

    while (!page.isTired) page.sample('x', 1);
    await page.rest();

    expect(page.isTired).toBe(false);
  });

  it.each([10_000, 100_000, 5_000_000])('may have a line of %i characters', async (length) => {
    const long = '日'.repeat(length);

    expect(await written((page) => page.sample(long, 1))).toBe(`${long} 1\n`);
  });
});
