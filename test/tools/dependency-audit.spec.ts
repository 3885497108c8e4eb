import { join } from 'node:path';

interface Answer {
  readonly stdout?: string;
  readonly error?: { readonly code: string };
}

// A tool of plain JavaScript, which has no types of its own.
const { decide } = require(join(__dirname, '../../tools/audit.mjs')) as {
  decide(answer: Answer): { readonly fails: boolean; readonly line: string };
};

/** What npm prints where the registry knows of these. */
function reportOf(...severities: string[]): Answer {
  const known = severities.map((severity, i) => [
    `package-${i}`,
    { name: `package-${i}`, severity },
  ]);
  const vulnerabilities = Object.fromEntries(known) as object;
  return { stdout: JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} }) };
}

describe('the dependency audit', () => {
  it.each([
    [[], false, 'dependency audit: clean'],
    [['low', 'moderate'], false, 'dependency audit: clean, and 2 of low or moderate severity'],
    [['high'], true, 'dependency audit: known to be vulnerable: package-0 (high)'],
    [
      ['critical', 'low'],
      true,
      'dependency audit: known to be vulnerable: package-0 (critical), and 1 of low or moderate severity',
    ],
  ])('judges what is known by its severity: %j', (severities, fails, line) => {
    expect(decide(reportOf(...severities))).toEqual({ fails, line });
  });

  it.each<[string, Answer, string]>([
    ['is silent', { error: { code: 'ETIMEDOUT' } }, 'the registry is silent'],
    [
      'has no audit endpoint',
      {
        stdout: JSON.stringify({
          message: '405 Method Not Allowed - POST https://npm.example/-/a',
        }),
      },
      '405 Method Not Allowed - POST the registry',
    ],
    [
      'cannot be reached',
      { stdout: JSON.stringify({ error: { summary: 'connect ECONNREFUSED' } }) },
      'connect ECONNREFUSED',
    ],
    ['answers nothing', { stdout: '' }, 'npm gave no report'],
    ['answers what is no report', { stdout: '<html>' }, 'npm gave no report'],
    ['answers another report', { stdout: '{"advisories":{}}' }, 'npm gave no report'],
  ])('says that it did not happen where the registry %s', (_case, answer, reason) => {
    const line = `the dependency audit did NOT happen: ${reason}`;

    expect(decide(answer)).toEqual({ fails: false, line });
  });
});
