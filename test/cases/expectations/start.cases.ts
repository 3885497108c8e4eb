import { ONCE } from '../case';
import type { Case } from '../case';

/** What cannot be used, by the row of the scenario: the variable that a warning must name. */
const UNUSABLE = {
  'SENTRY_DSN of a placeholder': 'SENTRY_DSN',
  'OTLP no scheme': 'OTEL_EXPORTER_OTLP_ENDPOINT',
  'short token': 'OBSERVABILITY_TOKEN',
};

/** The start of the app in environments that know nothing of it. */
export const startCases: readonly Case[] = [
  {
    scenario: 's45-environment.cjs',
    right: 'a variable of the platform never stops the start; one that cannot be used is a warning',
    platforms: ['express'],
    ways: ONCE,
    check: ({ rows }) => {
      expect(rows).toHaveLength(19);
      for (const row of rows) expect(row).toMatch(/ exit 0 OK 200 /);
      for (const [name, variable] of Object.entries(UNUSABLE)) {
        const warnings = rows.find((row) => row.startsWith(`${name} `))?.split('OK 200')[1];
        expect([name, warnings]).toEqual([name, expect.stringContaining(variable)]);
      }
    },
  },
];
