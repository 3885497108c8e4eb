import { Inject, Injectable } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, ModulesContainer } from '@nestjs/core';
import type { Observable, Subscription } from 'rxjs';
import { Callers, Observer } from '../../core';
import { earlyClasses, captureErrors, MARKS, methodsMarked } from '../handlers';
import { HTTP_CAPTURE_OPTIONS, ObservabilityExceptionFilter } from '../http';
import type { HttpCaptureOptions } from '../http';
import { observeRpcServer } from './rpc-server';
import { observeWebSockets } from './websocket.adapter';

/** Stateless, so that one serves all handlers of all apps in the process. */
const FILTER = new ObservabilityExceptionFilter();

/** Newer versions of Nest 11 announce each microservice server before it has a handler. */
interface RpcTargets {
  getRpcTargetRegistry?(): Observable<unknown>;
}

/**
 * Starts the capture of messages. Nest binds the handlers of gateways and microservices before it
 * configures modules, so most is done while the container makes its providers.
 */
@Injectable()
export class MessageCapture {
  private readonly servers: Subscription | undefined;

  constructor(
    private readonly observer: Observer,
    @Inject(HTTP_CAPTURE_OPTIONS) private readonly options: Required<HttpCaptureOptions>,
    private readonly config: ApplicationConfig,
    callers: Callers,
    modules: ModulesContainer,
    discovery: DiscoveryService,
  ) {
    for (const type of earlyClasses(discovery)) {
      for (const method of methodsMarked(type, [MARKS.rpc, MARKS.websocket])) {
        captureErrors(type.prototype as object, method, FILTER);
      }
    }
    const { requestIdHeader } = options;
    this.servers = (modules as RpcTargets)
      .getRpcTargetRegistry?.()
      .subscribe((server) => observeRpcServer(server, observer, { requestIdHeader, callers }));
  }

  /** To be called when gateways are bound, before the first client connects. */
  start(): void {
    // Nest's type says it is always there; without gateways it is not.
    const adapter: unknown = this.config.getIoAdapter();
    observeWebSockets(adapter, this.observer, this.options);
  }

  stop(): void {
    this.servers?.unsubscribe();
  }
}
