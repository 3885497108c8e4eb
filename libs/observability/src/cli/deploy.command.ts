import { parseArgs } from 'node:util';
import { messageOf } from '../core';
import { UsageError } from './terminal/cli.errors';
import { DEPLOY_LIMIT_MS } from './deployment';
import type { Deployment } from './deployment';
import { grafanaFrom } from './grafana';
import type { Terminal } from './terminal/terminal';
import { sentryFrom } from './sentry';

export const DEPLOY_HELP = `  deploy --release <name@version> --environment <name> [--url <address>]
      Marks a deployment: in Sentry by SENTRY_AUTH_TOKEN, SENTRY_ORG, SENTRY_PROJECT and SENTRY_URL
      (default https://sentry.io), in Grafana by GRAFANA_URL and GRAFANA_TOKEN; in each that is set.
      The release defaults to SENTRY_RELEASE, the environment to SENTRY_ENVIRONMENT.`;

const OPTIONS = {
  release: { type: 'string' },
  environment: { type: 'string' },
  url: { type: 'string' },
} as const;

/**
 * Marks a deployment in each system that is configured.
 * @throws UsageError when the release or environment is missing
 * @throws CommandError when a system rejects it
 */
export async function deploy(args: readonly string[], { env, say }: Terminal): Promise<void> {
  const deployment = deploymentFrom(args, env);
  const markers = [sentryFrom(env), grafanaFrom(env)].filter((marker) => marker !== undefined);
  if (markers.length === 0) {
    throw UsageError.because(
      'No system is configured: set SENTRY_AUTH_TOKEN, SENTRY_ORG and SENTRY_PROJECT, or GRAFANA_URL and GRAFANA_TOKEN.',
    );
  }
  const limit = AbortSignal.timeout(DEPLOY_LIMIT_MS);
  for (const { name, mark } of markers) {
    await mark(deployment, limit);
    say(`${name}: ${deployment.release} is deployed to ${deployment.environment}.`);
  }
}

function deploymentFrom(args: readonly string[], env: Terminal['env']): Deployment {
  const given = parse(args);
  const release = given.release ?? env['SENTRY_RELEASE'];
  const environment = given.environment ?? env['SENTRY_ENVIRONMENT'];
  if (!release) throw UsageError.because('--release is missing, and SENTRY_RELEASE is not set.');
  if (!environment) {
    throw UsageError.because('--environment is missing, and SENTRY_ENVIRONMENT is not set.');
  }
  return { release, environment, url: given.url };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw UsageError.because(messageOf(error));
  }
}
