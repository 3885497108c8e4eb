import { outcomeOf } from './outcome';
import type { Outcome } from './outcome';
import { LIBRARY } from './project';

/** A peer that was refused: what was installed, and which package wants what instead. */
interface Conflict {
  readonly peer: string;
  readonly installed: string;
  readonly range: string;
  /** `name@version` of the package that declares the peer. */
  readonly by: string;
}

/** The beginning of npm's lines. */
const NPM_PREFIX = /^npm error ?/gm;
/** From what npm chose to the requirement that refuses it. */
const NPM_CONFLICT =
  /^Found: (?<peer>\S+)@(?<installed>[^\s@]+)\n[^]*?^Could not resolve dependency:\n(?:dev )?peer(?:Optional)? \k<peer>@"(?<range>[^"]+)" from (?<by>\S+@[^\s@]+)$/m;
const PNPM_ISSUE = '✕ ';
const PNPM_CONFLICT = /^unmet peer (?<peer>\S+)\n +Installed: (?<installed>\S+)\n +Wanted:\n/;
const PNPM_RANGE = /^ {4}"?(?<range>[^"]+?)"?:$/;
const PNPM_BY = /^ {6}(?<by>\S+)$/;

/**
 * The outcome of an installation that failed. It is impossible where the package manager names packages that refuse
 * each other's versions, the library not among them; anything else is a failure.
 * @param failure in one line
 * @param output all that the package manager wrote
 */
export function outcomeOfFailedInstall(failure: string, output: string): Outcome {
  const conflicts = [...conflictsOfNpm(output), ...conflictsOfPnpm(output)];
  const own = conflicts.find(({ by }) => by.startsWith(`${LIBRARY}@`));
  const [first = own] = conflicts;
  if (!first) return outcomeOf([failure]);
  return own ? outcomeOf([sentenceOf(own)]) : { kind: 'impossible', reason: sentenceOf(first) };
}

function conflictsOfNpm(output: string): Conflict[] {
  const { groups } = NPM_CONFLICT.exec(output.replaceAll(NPM_PREFIX, '')) ?? {};
  // Each group of the pattern has matched.
  return groups ? [groups as unknown as Conflict] : [];
}

/** None where it names something else besides, a missing peer for example. */
function conflictsOfPnpm(output: string): Conflict[] {
  const [, ...issues] = output.split(PNPM_ISSUE);
  const each = issues.map(conflictsOfIssue);
  return each.some((conflicts) => conflicts.length === 0) ? [] : each.flat();
}

function conflictsOfIssue(issue: string): Conflict[] {
  const { groups } = PNPM_CONFLICT.exec(issue) ?? {};
  if (!groups) return [];
  let range = '';
  return issue.split('\n').flatMap((line) => {
    range = PNPM_RANGE.exec(line)?.groups?.['range'] ?? range;
    const by = PNPM_BY.exec(line)?.groups?.['by'];
    // Each group of the pattern has matched.
    return by ? [{ ...groups, range, by } as unknown as Conflict] : [];
  });
}

/** "a 1.0.0 needs b ^2.0.0, not 3.0.0". */
function sentenceOf({ peer, installed, range, by }: Conflict): string {
  const at = by.lastIndexOf('@');
  return `${by.slice(0, at)} ${by.slice(at + 1)} needs ${peer} ${range}, not ${installed}`;
}
