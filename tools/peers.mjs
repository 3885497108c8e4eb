// npm run peers: fails where the newest release of a peer, or of a line that many apps still use, is outside the
// library's range and docs/compatibility.md does not excuse it. Where the registry does not answer, the run says
// that it did not happen.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import semver from 'semver';
import { ROOT } from './setup.mjs';

const LIMIT_MS = 20_000;
const ADDRESS = /https?:\/\/\S+/g;

/** Lines of releases that many apps have, and why they have not moved: the newest of each has to be in our range. */
export const HELD = {
  '@nestjs/common': {
    10: 'apps that wait for Express 5 or Node 20',
    11: 'apps in CommonJS',
  },
  '@opentelemetry/api': { 1.9: 'what version 2 of the SDK takes' },
  '@opentelemetry/otlp-transformer': {
    0.57: 'version 1 of the SDK, as a provider of the app’s own',
    0.223: 'version 2 of the SDK; version 3 needs Node 22.15',
  },
  '@sentry/nestjs': {
    9: 'the major before the last',
    '10.40': 'apps that pin it',
    10: 'Nest 11',
  },
  'nestjs-pino': { 4: 'version 5 needs Node 22.12' },
  nodemailer: {
    6: 'mail modules of Nest that pin it',
    7: 'mail modules of Nest that pin it',
    8: 'apps that pin it',
    9: 'apps that pin it',
  },
  pino: { 8: 'transports that pin it', 9: 'nestjs-pino 4.4' },
  'pino-pretty': { 11: 'pino 8 and 9', 12: 'pino 9' },
  'prom-client': { 14: 'exporters that pin it' },
};

/**
 * What the answers mean: whether the run fails, and the lines that say why.
 * @param answers by the name of the package: its versions and its latest one; nothing where none came
 */
export function decide({ peers, held = HELD, excused, answers }) {
  const silent = Object.keys(peers).find((name) => !answers[name]?.latest);
  if (silent) {
    const why = reasonOf(answers[silent]);
    return { fails: false, lines: [`the check of peers did NOT happen: ${silent}: ${why}`] };
  }
  const wanted = Object.keys(peers).flatMap((name) => wantedOf(name, answers[name], held[name]));
  const outside = wanted.filter(({ name, version }) => !semver.satisfies(version, peers[name]));
  const failing = outside.filter(({ name, version }) => !isExcused(name, version, excused));
  const milder = outside.length - failing.length;
  if (failing.length === 0) {
    return { fails: false, lines: [`peers: all in range${milder ? `, ${milder} excused` : ''}`] };
  }
  return {
    fails: true,
    lines: failing.map(
      ({ name, version, reason }) =>
        `peers: ${name} ${version} (${reason}) is outside "${peers[name]}": widen the range, ` +
        'or excuse it in docs/compatibility.md',
    ),
  };
}

/** The rows of the table of what is excused: package, range of versions, reason. */
export function excusedIn(page) {
  const table = /<!-- excused -->([\s\S]*?)<!-- \/excused -->/.exec(page)?.[1] ?? '';
  const rows = [...table.matchAll(/^\|\s*(\S+)\s*\|([^|\n]+)\|([^|\n]+)\|$/gm)];
  return rows
    .map(([, name, range, reason]) => ({ name, range: range.trim(), reason: reason.trim() }))
    .filter(({ range }) => semver.validRange(range));
}

function wantedOf(name, { versions, latest }, lines = {}) {
  const newest = [{ name, version: latest, reason: 'the newest release' }];
  const ofLines = Object.entries(lines).flatMap(([line, reason]) => {
    const version = semver.maxSatisfying(versions, line);
    return version ? [{ name, version, reason: `${line}: ${reason}` }] : [];
  });
  return [...newest, ...ofLines];
}

function isExcused(name, version, excused) {
  return excused.some((one) => one.name === name && semver.satisfies(version, one.range));
}

function reasonOf(answer) {
  const said = answer?.reason ?? 'the registry gave no answer';
  return String(said).replaceAll(ADDRESS, 'the registry').replaceAll(/\s+/g, ' ').trim();
}

/** Asks npm's registry about each peer; the first that it does not answer ends it. */
function ask(names) {
  const answers = {};
  for (const name of names) {
    const args = ['view', name, 'versions', 'dist-tags', '--json', '--fetch-retries=0'];
    const { stdout, error } = spawnSync('npm', args, { encoding: 'utf8', timeout: LIMIT_MS });
    answers[name] = error ? { reason: error.code } : answerIn(stdout);
    if (!answers[name].latest) break;
  }
  return answers;
}

function answerIn(stdout) {
  try {
    const { versions, 'dist-tags': tags, error } = JSON.parse(stdout);
    return error ? { reason: error.summary } : { versions, latest: tags.latest };
  } catch {
    return { reason: 'npm gave no answer' };
  }
}

function read(path) {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Says the result; returns whether it fails. */
export function checkPeers() {
  const { peerDependencies: peers } = JSON.parse(read('libs/observability/package.json'));
  const excused = excusedIn(read('docs/compatibility.md'));
  const { fails, lines } = decide({ peers, excused, answers: ask(Object.keys(peers)) });
  for (const line of lines) process.stdout.write(`${fails ? '✗' : '▸'} ${line}\n`);
  return fails;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(checkPeers() ? 1 : 0);
