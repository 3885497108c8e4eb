import type { DeployMarker, Deployment } from './deployment';
import { post } from './post';
import { addressFrom, settingsFrom } from './settings';
import type { Terminal } from './terminal/terminal';

/**
 * Grafana, where its variables are set: an annotation that dashboards show by the tag `deploy`.
 * @throws UsageError when some of them are missing
 */
export function grafanaFrom(env: Terminal['env']): DeployMarker | undefined {
  const settings = settingsFrom(env, ['GRAFANA_URL', 'GRAFANA_TOKEN'] as const);
  if (!settings) return undefined;
  const api = {
    name: 'Grafana',
    base: addressFrom('GRAFANA_URL', settings.GRAFANA_URL),
    token: settings.GRAFANA_TOKEN,
    hint: 'Check GRAFANA_TOKEN (it needs annotations:create).',
  };
  const mark = async (deployment: Deployment, limit: AbortSignal): Promise<void> => {
    const { release, environment, url } = deployment;
    const text = `${release} deployed to ${environment}${url ? ` (${url})` : ''}`;
    const tags = ['deploy', environment, release];
    await post(api, 'api/annotations', { time: Date.now(), tags, text }, limit);
  };
  return { name: api.name, mark };
}
