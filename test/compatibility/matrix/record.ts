import { byProject, cellsOf, nameOf } from './cells';
import type { Cell, Project } from './cells';
import type { Outcome } from './outcome';
import { Results } from './results';
import type { Check } from './results';

/** What one run of the matrix was made of. */
export interface RunInfo {
  /** The day, as 2026-11-30. */
  readonly date: string;
  /** The library's. */
  readonly commit: string;
  readonly machine: string;
  /** Packages and programs with their versions. */
  readonly versions: readonly string[];
}

/** The results of one installation, all of one run. */
interface Installation {
  /** `date commit` of its run. */
  readonly run: string;
  readonly project: Project;
  readonly checks: readonly { readonly check: Check; readonly outcome: Outcome }[];
  readonly cells: readonly (Omit<Cell, keyof Project> & { readonly outcome: Outcome })[];
}

/** The last results of each installation, which the page shows. */
export interface MatrixRecord {
  readonly runs: Readonly<Record<string, RunInfo>>;
  readonly installations: Readonly<Record<string, Installation>>;
}

/**
 * Puts the installations of a run, the last one, in the place of older ones; one of which only some cells ran is left out.
 * Commands of one day and commit are one run.
 */
export function recordRun(record: MatrixRecord, results: Results, run: RunInfo): MatrixRecord {
  const key = `${run.date} ${run.commit}`;
  const all = byProject(cellsOf([{}]));
  const whole = Object.values(installationsIn(results, key)).filter(
    ({ project, cells }) => cells.length === all.get(nameOf(project))?.length,
  );
  const entries = { ...record.installations, ...byName(whole) };
  const installations = Object.fromEntries(
    [...all.keys()].flatMap((name) => (entries[name] ? [[name, entries[name]]] : [])),
  );
  const used = new Set(Object.values(installations).map((one) => one.run));
  const { [key]: begun, ...others } = record.runs;
  const versions = [...new Set([...(begun?.versions ?? []), ...run.versions])];
  const runs = Object.entries({ ...others, [key]: { ...run, versions } });
  return { runs: Object.fromEntries(runs.filter(([name]) => used.has(name))), installations };
}

/** All results of a record. */
export function resultsOf(record: MatrixRecord): Results {
  const results = new Results();
  for (const { project, checks, cells } of Object.values(record.installations)) {
    for (const { check, outcome } of checks) results.addCheck(project, check, outcome);
    for (const { outcome, ...cell } of cells) results.addCell({ ...project, ...cell }, outcome);
  }
  return results;
}

/** As JSON with a line for each installation. */
export function recordToJson({ runs, installations }: MatrixRecord): string {
  const lines = Object.entries(installations).map(
    ([name, one]) => `    ${JSON.stringify(name)}: ${JSON.stringify(one)}`,
  );
  return `{\n  "runs": ${JSON.stringify(runs)},\n  "installations": {\n${lines.join(',\n')}\n  }\n}\n`;
}

function installationsIn(results: Results, run: string): Record<string, Installation> {
  const projects = new Map(results.allCells.map(({ at }) => [nameOf(at), projectOf(at)]));
  const each = [...projects].map(([name, project]): [string, Installation] => {
    const checks = results.allChecks.filter(({ at }) => nameOf(at) === name);
    const cells = results.allCells.filter(({ at }) => nameOf(at) === name);
    return [
      name,
      {
        run,
        project,
        checks: checks.map(({ check, outcome }) => ({ check, outcome })),
        cells: cells.map(({ at: { node, modules, platform }, outcome }) => {
          return { node, modules, platform, outcome };
        }),
      },
    ];
  });
  return Object.fromEntries(each);
}

function byName(installations: readonly Installation[]): Record<string, Installation> {
  return Object.fromEntries(installations.map((one) => [nameOf(one.project), one]));
}

function projectOf({ nest, otel, sentry, manager }: Cell): Project {
  return { nest, otel, sentry, manager };
}
