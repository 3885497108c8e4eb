import { stripVTControlCharacters } from 'node:util';
import { paintAll, paintNothing } from '../terminal/colour';
import { widthOf } from '../terminal/width';
import { readHealthPage } from './health-page';
import type { HealthPage } from './health-page';
import { healthTable } from './health-table';

const CHECKS = [
  {
    name: 'database',
    status: 'healthy',
    critical: true,
    message: 'connected',
    response_time_ms: 1.2,
    details: { connections_used: 12, connections_max: 100 },
  },
  {
    name: 'cache',
    status: 'degraded',
    critical: false,
    message: 'set, get and delete took 131.07 ms, which is more than 100 ms',
    response_time_ms: 131.07,
    details: {},
  },
];

function pageWith(checks: readonly object[]): HealthPage {
  const page = readHealthPage({
    status: 'degraded',
    timestamp: '2026-11-24T12:00:00.000Z',
    version: '0.1.0',
    environment: 'production',
    checks,
  });
  if (!page) throw new Error('the page cannot be read');
  return page;
}

describe('the table of the command health', () => {
  it('fits 80 columns, with the details below the message', () => {
    expect(healthTable(pageWith(CHECKS), { columns: 80, paint: paintNothing })).toEqual([
      '▲ degraded  0.1.0 · production · 2026-11-24T12:00:00.000Z',
      '',
      '  CHECK     STATUS       TIME       MESSAGE',
      '  database  ✔ healthy      1.20 ms  connected',
      '              critical              connections_used=12, connections_max=100',
      '  cache     ▲ degraded   131.07 ms  set, get and delete took 131.07 ms, which is',
      '                                    more than 100 ms',
      '',
      '  2 checks: 1 healthy, 1 degraded, 0 unhealthy',
    ]);
  });

  it('gives details a column of their own in 160 columns', () => {
    const lines = healthTable(pageWith(CHECKS), { columns: 160, paint: paintNothing });

    expect(lines.slice(2, 5)).toEqual([
      `  CHECK     STATUS                 TIME       MESSAGE${' '.repeat(56)}DETAILS`,
      `  database  ✔ healthy    critical    1.20 ms  connected${' '.repeat(54)}connections_used=12, connections_max=100`,
      '  cache     ▲ degraded             131.07 ms  set, get and delete took 131.07 ms, which is more than 100 ms',
    ]);
  });

  it.each([40, 60, 80, 119, 120, 160, 240])('keeps within %d columns', (columns) => {
    const long = { ...CHECKS[1], name: '依存'.repeat(30), message: '遅い 🍵 '.repeat(40) };

    const lines = healthTable(pageWith([...CHECKS, long]), { columns, paint: paintNothing });

    // A narrow terminal still gets 20 columns of text.
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(Math.max(columns, 76));
  });

  it('has the same columns with colours', () => {
    const page = pageWith(CHECKS);

    const coloured = healthTable(page, { columns: 80, paint: paintAll }).join('\n');

    expect(coloured).toContain('\u001b[33m▲ degraded\u001b[39m');
    expect(stripVTControlCharacters(coloured)).toBe(
      healthTable(page, { columns: 80, paint: paintNothing }).join('\n'),
    );
  });

  it('lets no message steer the terminal', () => {
    const evil = { ...CHECKS[0], message: '\u001b]0;title\u0007\n\u001b[2Jgone' };

    const lines = healthTable(pageWith([evil]), { columns: 80, paint: paintNothing });

    expect(lines.join('|')).not.toMatch(/\p{Cc}/u);
  });

  it('is one line where only the status is shown', () => {
    const page = readHealthPage({ status: 'unhealthy' });

    expect(page && healthTable(page, { columns: 80, paint: paintNothing })).toEqual([
      '✖ unhealthy',
    ]);
  });

  it('takes a check that cannot be read for unhealthy', () => {
    expect(pageWith([{ name: 'odd', status: 'fine' }]).checks).toMatchObject([
      { name: 'odd', status: 'unhealthy' },
    ]);
  });

  it.each([null, 'healthy', [], {}, { status: 'UP' }])('is not made of %j', (body) => {
    expect(readHealthPage(body)).toBeUndefined();
  });
});
