import type { DeployMarker, Deployment } from './deployment';
import { post } from './post';
import { addressFrom, settingsFrom } from './settings';
import type { Terminal } from './terminal/terminal';

const SAAS = 'https://sentry.io';

/**
 * Sentry, where its variables are set. The release is made first: a deployment belongs to one.
 * @throws UsageError when some of them are missing
 */
export function sentryFrom(env: Terminal['env']): DeployMarker | undefined {
  const names = ['SENTRY_AUTH_TOKEN', 'SENTRY_ORG', 'SENTRY_PROJECT'] as const;
  const settings = settingsFrom(env, names);
  if (!settings) return undefined;
  const api = {
    name: 'Sentry',
    base: addressFrom('SENTRY_URL', env['SENTRY_URL'] || SAAS),
    token: settings.SENTRY_AUTH_TOKEN,
    hint: 'Check SENTRY_AUTH_TOKEN (it needs project:releases), SENTRY_ORG and SENTRY_PROJECT.',
  };
  const releases = `api/0/organizations/${encodeURIComponent(settings.SENTRY_ORG)}/releases/`;
  const projects = settings.SENTRY_PROJECT.split(',').map((project) => project.trim());
  const mark = async (deployment: Deployment, limit: AbortSignal): Promise<void> => {
    const { release: version, environment, url } = deployment;
    await post(api, releases, { version, projects }, limit);
    const dateFinished = new Date().toISOString();
    const deploys = `${releases}${encodeURIComponent(version)}/deploys/`;
    await post(api, deploys, { environment, url, dateFinished }, limit);
  };
  return { name: api.name, mark };
}
