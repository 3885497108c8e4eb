// npm run audit: fails where a package that users of the library install is known to be vulnerable, high or
// critical. Where the registry does not answer, or audits nothing, the run says that it did not happen.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup.mjs';

const LIBRARY = 'nestjs-observability';
const LIMIT_MS = 30_000;
const FAILING = ['critical', 'high'];
const ADDRESS = /https?:\/\/\S+/g;

/** What npm's answer means: whether the run fails, and the line that says why. */
export function decide({ stdout = '', error }) {
  if (error)
    return didNotHappen(error.code === 'ETIMEDOUT' ? 'the registry is silent' : error.code);
  const report = parsed(stdout);
  if (!report?.vulnerabilities || !report.auditReportVersion) {
    return didNotHappen(report?.message ?? report?.error?.summary ?? 'npm gave no report');
  }
  const known = Object.values(report.vulnerabilities);
  const failing = known.filter(({ severity }) => FAILING.includes(severity));
  const milder = known.length - failing.length;
  if (failing.length === 0) return { fails: false, line: `dependency audit: clean${also(milder)}` };
  const names = failing.map(({ name, severity }) => `${name} (${severity})`);
  return {
    fails: true,
    line: `dependency audit: known to be vulnerable: ${names.join(', ')}${also(milder)}`,
  };
}

function didNotHappen(reason) {
  const why = String(reason).replaceAll(ADDRESS, 'the registry').replaceAll(/\s+/g, ' ').trim();
  return { fails: false, line: `the dependency audit did NOT happen: ${why}` };
}

function also(milder) {
  return milder === 0 ? '' : `, and ${milder} of low or moderate severity`;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Asks the registry about what users install: the library's own tree, which has no dependencies for
 * development, and neither the demo's nor the tests' packages. Says the result; returns whether it fails.
 */
export function audit() {
  const args = ['audit', '--json', '--workspace', LIBRARY, '--fetch-retries=0'];
  const options = { cwd: ROOT, encoding: 'utf8', timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 };
  const { fails, line } = decide(spawnSync('npm', args, options));
  process.stdout.write(`${fails ? '✗' : '▸'} ${line}\n`);
  return fails;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exit(audit() ? 1 : 0);
