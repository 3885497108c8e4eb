import type { Cell } from './cells';
import { reasonAgainst, dependenciesOf } from './releases';
import type { Release, Releases } from './releases';

const CELL: Cell = {
  nest: '12',
  otel: '3',
  sentry: '11',
  manager: 'npm',
  node: '24',
  modules: 'ESM',
  platform: 'Fastify',
};
const DECLARED: Record<string, Partial<Release>> = {
  '@opentelemetry/otlp-transformer': { engines: { node: '>=22.15.0' } },
  rxjs: { version: '7.8.2' },
};

describe('the reason why a cell is not possible', () => {
  it('is none where the packages take Node', () => {
    expect(reasonAgainst(CELL, '24.0.0', releases())).toBeUndefined();
  });

  it('is a package that needs another Node', () => {
    expect(reasonAgainst(CELL, '22.14.9', releases())).toBe(
      '@opentelemetry/otlp-transformer 12.0.0 needs Node >=22.15.0',
    );
  });

  it('is not a package that the cell does not have', () => {
    expect(reasonAgainst({ ...CELL, otel: 'none' }, '20.20.0', releases())).toBeUndefined();
  });
});

describe('the packages of an app', () => {
  it.each([
    ['pnpm', '10', 'none', true],
    ['pnpm', '10', '2', true],
    ['pnpm', '10', '3', false],
    ['pnpm', '11', '2', false],
    ['npm', '10', '2', false],
  ] as const)('by %s with Sentry %s and OpenTelemetry %s: API 1.9 %s', (...project) => {
    const [manager, sentry, otel, hasApi] = project;

    const wanted = dependenciesOf({ ...CELL, manager, sentry, otel });

    expect(wanted.includes('@opentelemetry/api@~1.9.0')).toBe(hasApi);
  });
});

/** One release for each package of the cell. */
function releases(): Releases {
  return new Map(
    dependenciesOf(CELL).map((want) => {
      const name = want.slice(0, want.lastIndexOf('@'));
      return [want, { name, version: '12.0.0', ...DECLARED[name] }];
    }),
  );
}
