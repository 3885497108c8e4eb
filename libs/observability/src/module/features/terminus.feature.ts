import { Inject, Injectable, Logger } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';
import type { Feature } from './feature';
import { watchTerminusChecks } from './terminus-checks';

/** Terminus's token of its logger, in versions 11 and 12. */
const TERMINUS_LOGGER = 'TERMINUS:LOGGER';
const FAILED = 'Health Check has failed!';

/**
 * Terminus writes a line at error for each probe that fails. The log has one at warn for each change, so those go to
 * debug; a logger that the app has chosen for Terminus is left as it is.
 */
export function quietTerminus(modules: ModulesContainer): void {
  for (const { providers } of modules.values()) {
    const logger: unknown = providers.get(TERMINUS_LOGGER)?.instance;
    if (logger instanceof Logger && logger.constructor === Logger) demoteFailures(logger);
  }
}

function demoteFailures(logger: Logger): void {
  const error = logger.error.bind(logger);
  logger.error = (message: unknown, ...rest: unknown[]): void => {
    const isFailure = typeof message === 'string' && message.startsWith(FAILED);
    if (isFailure) logger.debug(message);
    else error(message, ...rest);
  };
}

@Injectable()
class TerminusWiring {
  private endChecks: (() => void) | undefined;

  constructor(
    private readonly modules: ModulesContainer,
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  start(): void {
    if (this.options.logs.replaceNestLogger) quietTerminus(this.modules);
    this.endChecks = watchTerminusChecks(this.modules);
  }

  stop(): void {
    this.endChecks?.();
  }
}

/** Checks that the app makes with Terminus beside the library's own. */
export const terminusFeature: Feature = {
  name: 'terminus',
  providers: [TerminusWiring],
  start: (get) => get(TerminusWiring).start(),
  stop: (get) => get(TerminusWiring).stop(),
};
