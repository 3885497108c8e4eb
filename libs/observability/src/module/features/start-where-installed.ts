import { TracingMissingError } from '../../signals/traces/spans';
import { SentryMissingError } from '../../signals/errors/sentry';
import { Logger } from '@nestjs/common';

const logger = new Logger('Observability');

/**
 * Starts what needs an optional package. A platform sets a DSN or a collector for all its apps, also for those that
 * have no package for it: then a missing package is a warning. What the app's own options require must be installed.
 * @param consequence what the missing package means, as a sentence
 * @throws SentryMissingError, TracingMissingError where the app requires it
 */
export function startWhereInstalled<T>(
  start: () => T,
  isOfPlatform: boolean,
  consequence: string,
): T | undefined {
  try {
    return start();
  } catch (error) {
    const isMissing = error instanceof SentryMissingError || error instanceof TracingMissingError;
    if (!isOfPlatform || !isMissing) throw error;
    logger.warn(`${error.message} ${consequence}`);
    return undefined;
  }
}
