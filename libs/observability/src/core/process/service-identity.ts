import { pairsFromEnv, textFromEnv } from './environment';
import type { Environment } from './environment';

/** Which program, in which version, runs where: said on every signal. */
export interface ServiceIdentity {
  readonly name: string;
  readonly version: string;
  readonly environment: string;
  /** The commit it was built from, where it is known. */
  readonly commit?: string;
}

/** The release that Sentry's events belong to. Semantic versioning calls what follows a "+" the build; a version may have one already. */
export function releaseOf({ name, version, commit }: Omit<ServiceIdentity, 'environment'>): string {
  const build = commit === undefined || version.includes('+') ? '' : `+${commit.slice(0, 7)}`;
  return `${name}@${version}${build}`;
}

/** The app's name in OpenTelemetry's variables: OTEL_SERVICE_NAME, else OTEL_RESOURCE_ATTRIBUTES. */
export function serviceName(env: Environment): string | undefined {
  const attributes = pairsFromEnv(env, 'OTEL_RESOURCE_ATTRIBUTES');
  return textFromEnv(env, 'OTEL_SERVICE_NAME') ?? (attributes['service.name'] || undefined);
}
