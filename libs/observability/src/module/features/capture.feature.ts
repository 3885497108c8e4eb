import { Injectable } from '@nestjs/common';
import { APP_FILTER, ModulesContainer } from '@nestjs/core';
import { GraphqlCapture } from '../../capture/graphql';
import {
  HTTP_CAPTURE_OPTIONS,
  HttpCapture,
  ObservabilityExceptionFilter,
  ObservabilityInterceptor,
} from '../../capture/http';
import type { FrontHandler } from '../../capture/http';
import { MessageCapture } from '../../capture/message';
import { ScheduleCapture } from '../../capture/schedule';
import { Callers, Drops, Redactor } from '../../core';
import { EndpointTable } from '../../endpoints';
import type { Feature } from './feature';
import { OPTIONS } from '../options/tokens';
import type { ResolvedOptions } from '../options/resolve-options';

/** Starts and stops the capture of requests, messages and scheduled tasks. */
@Injectable()
export class CaptureWiring {
  constructor(
    private readonly http: HttpCapture,
    private readonly graphql: GraphqlCapture,
    private readonly messages: MessageCapture,
    private readonly schedule: ScheduleCapture,
    private readonly redactor: Redactor,
    modules: ModulesContainer,
  ) {
    startFirst(modules);
  }

  /** @param front handles requests in front of the app */
  start(front: FrontHandler): void {
    const { paths } = this.graphql;
    this.redactor.hideGraphqlOf(paths);
    this.http.start(front, paths);
    this.messages.start();
    this.schedule.start();
  }

  /** Called when the app's routes are known. */
  ready(): void {
    this.http.ready();
  }

  stop(): void {
    this.http.stop();
    this.messages.stop();
    this.schedule.stop();
  }
}

/**
 * Nest starts modules in the order of their distance from the root. Without HTTP that start is the
 * first hook, and @nestjs/bullmq's reads the processors as they are: the library goes first. It also
 * stops last, so that it still reports what the others do while they stop.
 */
function startFirst(modules: ModulesContainer): void {
  for (const module of modules.values()) {
    if (module.hasProvider(CaptureWiring)) module.distance = Number.POSITIVE_INFINITY;
  }
}

/** What captures requests, messages, GraphQL and scheduled runs. */
export const captureFeature: Feature = {
  name: 'capture',
  providers: [
    HttpCapture,
    GraphqlCapture,
    MessageCapture,
    ScheduleCapture,
    CaptureWiring,
    {
      provide: HTTP_CAPTURE_OPTIONS,
      inject: [OPTIONS],
      useFactory: ({ http }: ResolvedOptions) => http,
    },
    {
      provide: Callers,
      inject: [OPTIONS, Redactor, Drops],
      useFactory: ({ traces }: ResolvedOptions, redactor: Redactor, drops: Drops) =>
        new Callers(traces.trust, redactor, drops),
    },
    ObservabilityInterceptor,
    { provide: APP_FILTER, useClass: ObservabilityExceptionFilter },
  ],
  exports: [ObservabilityInterceptor],
  start: (get) => get(CaptureWiring).start(get(EndpointTable).handle),
  ready: (get) => get(CaptureWiring).ready(),
  stop: (get) => get(CaptureWiring).stop(),
};
