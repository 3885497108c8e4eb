import { oneLine, oneLineJson } from '../../core';
import { CommandError, UsageError } from '../terminal/cli.errors';
import type { Terminal } from '../terminal/terminal';
import { paintFor, paintNothing } from '../terminal/colour';
import { askApp } from './ask-app';
import { askUrl } from './ask-url';
import { healthQueryFrom } from './health-arguments';
import type { HealthQuery } from './health-arguments';
import type { HealthAnswer, HealthPage } from './health-page';
import { healthTable } from './health-table';

export const HEALTH_HELP = `  health [--url <address> | --app <file#name>] [--check <name>] [--format table|json]
         [--token-env <variable>] [--timeout <milliseconds>] [--no-color]
      Shows the health of an app: of a running one at --url (default http://localhost:3000, where
      /health is added), or of a module started without a server: --app dist/app.module.js#AppModule.
      Checks are shown only with access to them: the token is read from OBSERVABILITY_TOKEN, or from
      the variable that --token-env names. --check shows one check. --timeout defaults to 10000.
      Exit code: 0 healthy or degraded, 1 unhealthy or no answer, 2 invalid arguments.`;

const HINT_TOKEN = 'Set OBSERVABILITY_TOKEN, or name the variable of a token by --token-env.';
const HINT_WRONG_TOKEN = 'The app did not accept the token.';
const [SERVING, NOT_SERVING] = [0, 1];

/**
 * Queries the health of an app and shows it.
 * @returns 0 when it serves, degraded or not; 1 when it is unhealthy
 * @throws UsageError for invalid arguments, including an unknown check
 * @throws CommandError when the app does not answer
 */
export async function health(args: readonly string[], terminal: Terminal): Promise<number> {
  const query = healthQueryFrom(args, terminal.env);
  const answer = chosenIn(await ask(query, terminal), query);
  if (query.format === 'json') terminal.say(oneLineJson(JSON.stringify(answer.body, null, 2)));
  else showTable(answer.page, query, terminal);
  if (!answer.page.checks) terminal.complain(`Only the status is shown. ${hintFor(query)}`);
  return answer.page.status === 'unhealthy' ? NOT_SERVING : SERVING;
}

function ask(query: HealthQuery, { isDebugging }: Terminal): Promise<HealthAnswer> {
  const { source, timeoutMs } = query;
  if ('url' in source) return askUrl(source.url, query);
  return askApp(source.app, { timeoutMs, isDebugging });
}

/** The page with only the requested check. */
function chosenIn(answer: HealthAnswer, query: HealthQuery): HealthAnswer {
  const { check: name } = query;
  if (name === undefined) return answer;
  const { checks } = answer.page;
  if (!checks) throw CommandError.detailsAreClosed(oneLine(name), hintFor(query));
  const at = checks.findIndex((check) => check.name === name);
  const check = checks[at];
  if (!check) throw unknownCheck(name, answer.page);
  // The page was read from this list.
  const bodies = (answer.body as { readonly checks: readonly unknown[] }).checks;
  const page = { ...answer.page, status: check.status, checks: [check] };
  return { page, body: bodies[at] };
}

function unknownCheck(name: string, { checks = [] }: HealthPage): UsageError {
  const known = checks.map((check) => oneLine(check.name)).join(', ') || 'none';
  return UsageError.because(`There is no check "${oneLine(name)}"; known: ${known}.`);
}

function showTable(page: HealthPage, { hasColour }: HealthQuery, terminal: Terminal): void {
  const paint = hasColour ? paintFor(terminal) : paintNothing;
  const drawing = { columns: terminal.screen.columns, paint };
  for (const line of healthTable(page, drawing)) terminal.say(line);
}

function hintFor({ token }: HealthQuery): string {
  return token === undefined ? HINT_TOKEN : HINT_WRONG_TOKEN;
}
