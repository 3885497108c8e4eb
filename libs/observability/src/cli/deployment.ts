/** What was deployed, and where to. */
export interface Deployment {
  /** As events name it: `shop@1.2.3`. */
  readonly release: string;
  readonly environment: string;
  /** Where it runs, or the page of the build. */
  readonly url: string | undefined;
}

/** All systems together; a build machine must not wait for one that hangs. */
export const DEPLOY_LIMIT_MS = 10_000;

/** A system in which a deployment can be marked. */
export interface DeployMarker {
  readonly name: string;
  /** @throws CommandError when the system does not take it before the limit */
  readonly mark: (deployment: Deployment, limit: AbortSignal) => Promise<void>;
}
