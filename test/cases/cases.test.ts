import { BOTH } from './case';
import type { Case, Platform, Variables } from './case';
import { failureCases } from './expectations/failures.cases';
import { jobCases } from './expectations/jobs.cases';
import { logCases } from './expectations/logs.cases';
import { ownerCases } from './expectations/owners.cases';
import { routeCases } from './expectations/routes.cases';
import { startCases } from './expectations/start.cases';
import { runCase } from './run-case';

interface Run {
  readonly title: string;
  readonly platform: Platform;
  readonly way: Variables;
}

const MAX_TEST_MS = 180_000;
const NAMES: Readonly<Record<Platform, string>> = { express: 'Express', fastify: 'Fastify' };
/** The longest first. */
const CASES = [startCases, routeCases, failureCases, ownerCases, logCases, jobCases].flat();

describe.each(CASES)('$scenario: $right', (subject) => {
  it.concurrent.each(runsOf(subject))(
    '$title',
    async ({ platform, way }) => subject.check(await runCase(subject, platform, way), platform),
    MAX_TEST_MS,
  );
});

function runsOf(subject: Case): Run[] {
  return subject.ways.flatMap((way) =>
    subject.platforms.map((platform) => ({
      title: titleOf(subject, platform, way),
      platform,
      way,
    })),
  );
}

function titleOf(subject: Case, platform: Platform, way: Variables): string {
  const variables = Object.entries(way).map(([name, value]) => `${name}=${value}`);
  const where = subject.platforms === BOTH || platform === 'fastify' ? [NAMES[platform]] : [];
  return [...where, ...variables].join(', ') || 'as it stands';
}
