import type { Cell } from './cells';
import { reasonAgainst, wantedBy } from './releases';
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
  '@sentry/nestjs': { peerDependencies: { '@nestjs/common': '^11.0.0 || ^12.0.0', absent: '1' } },
  rxjs: { version: '7.8.2' },
};

describe('the reason why a cell is not possible', () => {
  it('is none where the packages take each other and Node', () => {
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

  it('is a peer that another package refuses', () => {
    const sentry = { peerDependencies: { '@nestjs/common': '^10.0.0 || ^11.0.0' } };

    expect(reasonAgainst(CELL, '24.0.0', releases({ '@sentry/nestjs': sentry }))).toBe(
      '@sentry/nestjs 12.0.0 takes @nestjs/common ^10.0.0 || ^11.0.0',
    );
  });
});

/** One release for each package of the cell. */
function releases(declared: Record<string, Partial<Release>> = {}): Releases {
  return new Map(
    wantedBy(CELL).map((want) => {
      const name = want.slice(0, want.lastIndexOf('@'));
      return [want, { name, version: '12.0.0', ...DECLARED[name], ...declared[name] }];
    }),
  );
}
