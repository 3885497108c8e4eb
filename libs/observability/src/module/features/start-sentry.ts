import { originalOf } from '../../core';
import type { EventQuota, Redactor } from '../../core';
import type {
  BeforeSend,
  CheckInSender,
  EventSource,
  Sentry as EventSender,
} from '../../signals/errors';
import { startErrorTracking } from '../../signals/errors/sentry';
import type { ResolvedOptions } from '../options/resolve-options';
import { startWhereInstalled } from './start-where-installed';

/** The parts of Sentry's SDK that are called. */
export type Sentry = EventSender & CheckInSender & EventSource;

/** Without a DSN nothing leaves the machine, and the SDK need not be installed. */
export function startSentry(
  { errors, service, platform }: ResolvedOptions,
  redactor: Redactor,
  quota: EventQuota,
): Sentry | undefined {
  const { dsn, beforeSend } = errors;
  if (dsn === undefined) return undefined;
  const settings = {
    ...errors,
    dsn,
    environment: service.environment,
    maxBreadcrumbs: errors.breadcrumbs,
    sendPii: errors.pii,
    redactor,
    quota,
    beforeSend: beforeSend && onOriginals(beforeSend),
  };
  const isOfPlatform = platform.filled.has('errors.dsn');
  return startWhereInstalled(
    () => startErrorTracking(settings),
    isOfPlatform,
    'No events are sent.',
  );
}

/** The app's hook gets the app's own error, not its replacement in Sentry. */
function onOriginals(beforeSend: BeforeSend): BeforeSend {
  return (event, hint) =>
    beforeSend(event, { ...hint, originalException: originalOf(hint.originalException) });
}
