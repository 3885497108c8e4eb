import { letterOf, toMarkdown } from './grid';
import type { Grid } from './grid';

/** What was tried with what. */
export interface Circumstances {
  /** The day, as 2026-11-30. */
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  /** Packages and programs with their versions. */
  readonly versions: readonly string[];
}

/** The page docs/matrix.md. */
export function pageOf(
  { date, commit, machine, versions }: Circumstances,
  grids: { readonly checks: Grid; readonly cells: Grid },
  reasons: readonly string[],
): string {
  return `# Matrix

Written by \`npm run matrix\` on ${date}, of commit ${commit}, on ${machine}. Do not edit.

Each cell is an app of its own with the packed library, \`forRoot()\` and nothing else. It answers, counts, logs, reports its
error to Sentry, sends its spans, warns of nothing, and ends at SIGTERM with everything sent. ✓ means that all of that is right
in an installation by npm (\`--strict-peer-deps\`) and in one by pnpm (\`strictPeerDependencies\`, isolated folders, [nothing
hoisted](compatibility.md#pnpm) that ours would need). ✗ means that something is not; a mark each where npm and pnpm differ. – means
that the packages refuse each other or that Node, by what they declare; the letter says which.

## Apps

${toMarkdown(grids.cells, reasons)}
## Installations

*types*: the app compiles with the types of all libraries checked (\`skipLibCheck: false\`), by \`nodenext\` with
\`exactOptionalPropertyTypes\` and by \`node16\` ([on Nest 12](compatibility.md#typescript) without that check). *bundle imports*: the imports that [a bundle](bundling.md) needs do no harm
without one.

${toMarkdown(grids.checks, reasons)}
## Not possible

${reasons.map((reason, at) => `- ${letterOf(at)}: ${reason}\n`).join('')}
## Versions

${versions.map((version) => `- ${version}\n`).join('')}`;
}
