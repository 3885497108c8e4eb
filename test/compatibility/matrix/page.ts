import { nameOf, titleOf } from './cells';
import type { Project } from './cells';
import { letterOf, reasonsIn, toMarkdown } from './grid';
import type { Grid } from './grid';
import type { Outcome } from './outcome';
import { resultsOf } from './record';
import type { MatrixRecord } from './record';
import type { Results } from './results';

/** The page docs/matrix.md. */
export function pageOf(record: MatrixRecord): string {
  const results = resultsOf(record);
  const grids = { cells: results.ofCells, checks: withRuns(results, record) };
  const reasons = reasonsIn([grids.cells, grids.checks]);
  return `# Matrix

Written by \`npm run matrix\` from test/compatibility/matrix/results.json. Do not edit.

${countsOf(results)}

## Apps

✓ passed. ✗ failed, see [below](#failed). – not possible: a package that the app names declares another Node, or the package manager
refuses to install packages whose peers exclude each other; the letter says which. One mark where npm and pnpm agree, else npm's
and then pnpm's.

${toMarkdown(grids.cells, reasons)}
Each app is \`app.ts\` of test/compatibility/matrix/app with \`ObservabilityModule.forRoot()\`, compiled by the newest TypeScript and
started once, with \`SENTRY_DSN\` where Sentry is installed and \`OTEL_EXPORTER_OTLP_ENDPOINT\` where OpenTelemetry is. It gets one
request each for a route that answers 200, one that throws a 404, one that fails with a 500, \`/livez\` and \`/metrics\`, then
SIGTERM. Checked are:

- Answers: status, content type and body of the three routes; 200 of \`/livez\`.
- Metrics: one request counted for each of the three routes, and one call of each of two \`@Monitored\` methods.
- Lines: one access line for each of the three requests, with its route, status, level, request id and trace id; one line of the error
  and one of the failed call; no other line above \`info\`; nothing on stderr, nothing on stdout that is not JSON.
- Sentry: one event, the error. Without Sentry none.
- Spans: one for each of the three requests, in the trace that its access line names, and one for each of the two calls; no
  other. Without OpenTelemetry none.
- End: SIGTERM ends the process by that signal within 40 s. Event and spans have arrived by then.

## Installations

- *install*: npm with \`--strict-peer-deps\`, pnpm with \`strictPeerDependencies\`, isolated folders and [two packages
  hoisted](compatibility.md#pnpm). With Sentry 10, pnpm's apps name [the API that it needs](compatibility.md#pnpm). No scripts of
  packages run, engines are not strict.
- *types*: the app compiles with \`skipLibCheck: false\` as CommonJS and as ES module by the newest TypeScript with \`nodenext\` and
  \`exactOptionalPropertyTypes\`, and once with \`node16\` ([on Nest 12](compatibility.md#typescript) with \`skipLibCheck: true\`). On
  Nest 11 with npm the older TypeScript compiles the CommonJS app too. Once for each installation, not for each Node.
- *bundle imports*: one app, CommonJS with Express on the oldest Node that is possible, starts with the imports that [a
  bundle](bundling.md) needs and passes the checks of an app. Only where both Sentry and OpenTelemetry are installed.
- *run*: the number of the run [below](#runs) that the results are of, npm's and then pnpm's where they differ.

${toMarkdown(grids.checks, reasons)}
## Not possible

${listOf(reasons.map((reason, at) => `${letterOf(at)}: ${reason}`))}
## Failed

${listOf(failuresIn(results))}
## Not run

- Other peers than these, and older releases of these: see [compatibility](compatibility.md#peers).
- Other options than those of \`forRoot()\`, other sub-entries than \`register\` (\`testing\`, \`otlp\` and \`sentry\` are compiled, the last two
  run by *bundle imports*), Sentry's profiles.
- Other operating systems, package managers, bundlers, compilers and module settings than those named above.
- An SDK of OpenTelemetry or Sentry that the app starts itself, load, and anything but HTTP.

## Runs

${runsIn(record)}`;
}

function countsOf(results: Results): string {
  const installs = results.allChecks.filter(({ check }) => check === 'install');
  return [
    sentenceOf('apps', results.allCells),
    sentenceOf('installations', installs),
    sentenceOf('type checks', checksOf(results, 'types')),
    sentenceOf('starts with the imports for a bundle', checksOf(results, 'bundle imports')),
  ].join(' ');
}

function checksOf(results: Results, name: string): readonly { readonly outcome: Outcome }[] {
  // What was never to run counts once, as an installation that is not possible.
  return results.allChecks.filter(
    ({ check, outcome }) => check === name && outcome.kind !== 'impossible',
  );
}

/** "5 apps: 3 passed, 0 failed, 2 not possible." */
function sentenceOf(what: string, entries: readonly { readonly outcome: Outcome }[]): string {
  const count = (kind: Outcome['kind']): number =>
    entries.filter(({ outcome }) => outcome.kind === kind).length;
  const impossible = count('impossible');
  const rest = impossible > 0 ? `, ${impossible} not possible` : '';
  return `${entries.length} ${what}: ${count('passed')} passed, ${count('failed')} failed${rest}.`;
}

/** The table of installations, with the numbers of their runs. */
function withRuns(results: Results, { runs, installations }: MatrixRecord): Grid {
  const keys = Object.keys(runs);
  const { titles, rows } = results.ofChecks;
  return {
    titles: [...titles, 'run'],
    rows: rows.map((row) => {
      const own = Object.values(installations).filter(({ project }) => isOf(row.heads, project));
      const numbers = own.map(({ run }) => String(keys.indexOf(run) + 1));
      return { ...row, notes: [[...new Set(numbers)].join(' ')] };
    }),
  };
}

function isOf([nest, otel, sentry]: readonly string[], project: Project): boolean {
  return nest === project.nest && otel === project.otel && sentry === project.sentry;
}

function failuresIn(results: Results): string[] {
  const ofChecks = results.allChecks.flatMap(({ at, check, outcome }) =>
    faultsOf(outcome).map((fault) => `${nameOf(at)}, ${check}: ${fault}`),
  );
  const ofCells = results.allCells.flatMap(({ at, outcome }) =>
    faultsOf(outcome).map((fault) => `${titleOf(at)}: ${fault}`),
  );
  return [...ofChecks, ...ofCells];
}

/** Their first lines: some have the output of an app behind. */
function faultsOf(outcome: Outcome): string[] {
  return outcome.kind === 'failed' ? outcome.faults.map((fault) => fault.split('\n', 1)[0]!) : [];
}

function runsIn({ runs, installations }: MatrixRecord): string {
  const each = Object.entries(runs).map(([key, { date, commit, machine, versions }], at) => {
    const own = Object.values(installations).filter(({ run }) => run === key).length;
    const what = `${own} of ${Object.keys(installations).length} installations`;
    return `${at + 1}. ${date}, commit ${commit}, on ${machine}, ${what}. ${versions.join(', ')}.\n`;
  });
  return `Each with the library of its commit. The checks listed above are those of the last run; earlier ones may have had fewer.\n\n${each.join('')}`;
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? 'None.\n' : items.map((item) => `- ${item}\n`).join('');
}
