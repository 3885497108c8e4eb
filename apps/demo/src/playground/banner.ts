import type { Servers } from './servers/servers';

const paint = (code: number, text: string): string =>
  process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;
const bold = (text: string): string => paint(1, text);
const dim = (text: string): string => paint(2, text);
const green = (text: string): string => paint(32, text);

const row = (name: string, text: string): string => `  ${name.padEnd(12)}${text}`;

/** What runs where, what to open and what to try. */
export function banner(
  url: string,
  { summary }: Pick<Servers, 'summary'>,
  env = process.env,
): string {
  const errors = env['SENTRY_DSN'] ? 'sent to Sentry' : 'in the log (set SENTRY_DSN to send them)';
  return [
    '',
    `${green('●')} ${bold('The demo shop is open')} at ${bold(url)}`,
    '',
    ...summary.map(([service, where]) => row(service, dim(where))),
    row('errors', dim(errors)),
    '',
    bold('Open'),
    row('/metrics', dim('what Prometheus reads')),
    row('/errors', dim('what went wrong, and in which request; also /info, /loggers')),
    row('/health', dim('every dependency; also /health/detail, /livez, /readyz, /startupz')),
    '',
    bold('Try'),
    `  curl -i ${url}/orders -H 'content-type: application/json' -d '{"item":"tea","quantity":2}'`,
    `  curl -X PUT ${url}/traffic               ${dim('# sends requests as customers would; -X DELETE ends it')}`,
    `  curl -X PUT ${url}/faults/database/down  ${dim('# then see /health; .../ok mends it')}`,
    `  curl ${url}/faults                       ${dim('# what else can be broken')}`,
    '',
    dim('Ctrl-C ends everything.'),
    '',
  ].join('\n');
}
