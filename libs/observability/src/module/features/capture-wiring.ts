import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { GraphqlCapture } from '../../capture/graphql';
import { HttpCapture } from '../../capture/http';
import type { FrontHandler } from '../../capture/http';
import { MessageCapture } from '../../capture/message';
import { ScheduleCapture } from '../../capture/schedule';
import { Redactor } from '../../core';
import { LoggerModuleWiring } from './logger-module-wiring';
import { RequestLogWiring } from './request-log-wiring';

/** Starts and stops the capture of requests, messages and scheduled tasks. */
@Injectable()
export class CaptureWiring {
  constructor(
    private readonly http: HttpCapture,
    private readonly graphql: GraphqlCapture,
    private readonly messages: MessageCapture,
    private readonly schedule: ScheduleCapture,
    private readonly redactor: Redactor,
    private readonly requestLog: RequestLogWiring,
    modules: ModulesContainer,
  ) {
    startFirst(modules);
  }

  /** @param front handles requests in front of the app */
  start(front: FrontHandler): void {
    const { paths } = this.graphql;
    this.redactor.hideGraphqlOf(paths);
    this.requestLog.start();
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
    this.requestLog.stop();
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
export const CAPTURE_PROVIDERS: Provider[] = [
  HttpCapture,
  GraphqlCapture,
  MessageCapture,
  ScheduleCapture,
  LoggerModuleWiring,
  RequestLogWiring,
  CaptureWiring,
];
