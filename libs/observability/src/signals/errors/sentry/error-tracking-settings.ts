import type { EventHookSettings } from './hooks/event-hooks';

/** What error tracking needs to know before the app is there. */
export interface ErrorTrackingSettings extends EventHookSettings {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string | undefined;
  /** Part of the errors that is sent, 0 to 1. */
  readonly sampleRate: number;
  /** Part of the processes that is profiled, 0 to 1; undefined where it is not set. @default 0.1 */
  readonly profilesSampleRate?: number;
  /** The machine's name on events. @default SERVER_NAME */
  readonly serverName?: string;
  /** @default DEPLOYMENT_STAGE */
  readonly deploymentStage?: string;
  /** @default 50 */
  readonly maxBreadcrumbs?: number;
  /** Whether the SDK may add what identifies people: addresses, cookies. @default false */
  readonly sendPii?: boolean;
}
