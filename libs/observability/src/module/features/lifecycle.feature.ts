import { Logger } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { observationOf } from '../../capture/http';
import { Drops } from '../../core';
import { AvailabilityService } from '../../health';
import { HttpServers, ForcedExit, RoutingWatch, Shutdown } from '../../lifecycle';
import type { ShutdownLogger } from '../../lifecycle';
import type { ErrorSink } from '../../signals/errors';
import { Logs } from '../../signals/logs';
import type { ResolvedOptions } from '../options/resolve-options';
import { takesMessages } from './takes-messages';
import { TracesWiring } from './traces-wiring';
import { ERROR_SINK, OPTIONS } from '../options/tokens';
import type { Feature } from './feature';

const DELIVER_WITHIN_MS = 1000;
const logger = new Logger('Observability');
const LOGGER: ShutdownLogger = {
  info: (message) => logger.log(message),
  warn: (message) => logger.warn(message),
};

/** The providers of availability and graceful shutdown. */
export const lifecycleFeature: Feature = {
  name: 'lifecycle',
  providers: [
    HttpServers,
    { provide: RoutingWatch, useFactory: () => new RoutingWatch() },
    {
      provide: AvailabilityService,
      inject: [Drops],
      useFactory: (drops: Drops) => new AvailabilityService(drops),
    },
    {
      provide: ForcedExit,
      inject: [OPTIONS, Logs, ERROR_SINK, TracesWiring],
      useFactory: forcedExit,
    },
    {
      provide: Shutdown,
      inject: [
        OPTIONS,
        AvailabilityService,
        HttpServers,
        RoutingWatch,
        ForcedExit,
        ModulesContainer,
      ],
      useFactory: shutdown,
    },
  ],
  exports: [HttpServers, RoutingWatch, Shutdown, AvailabilityService],
  close: (get) => get(Shutdown).stop(),
};

function forcedExit(
  { lifecycle }: ResolvedOptions,
  logs: Logs,
  sink: ErrorSink | undefined,
  traces: TracesWiring,
): ForcedExit {
  const deliver = async (): Promise<void> => {
    await Promise.allSettled([sink?.flush(DELIVER_WITHIN_MS), traces.end(DELIVER_WITHIN_MS)]);
    await logs.flush(DELIVER_WITHIN_MS);
  };
  return new ForcedExit(lifecycle.shutdownTimeoutMs, LOGGER, deliver);
}

function shutdown(
  { lifecycle }: ResolvedOptions,
  availability: AvailabilityService,
  servers: HttpServers,
  routing: RoutingWatch,
  last: ForcedExit,
  modules: ModulesContainer,
): Shutdown {
  return new Shutdown(lifecycle, {
    availability,
    servers,
    routing,
    forcedExit: last,
    logger: LOGGER,
    observationOf,
    takesMessages: () => takesMessages(modules),
  });
}
