import type { Server } from 'node:http';
import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { AvailabilityService } from '../../health';
import { HttpServers, RoutingWatch, Shutdown } from '../../lifecycle';
import { watchFastifyBindings } from './fastify-bindings';
import { joinShutdownHooks } from './shutdown-hooks';

/**
 * The last of all modules to start and the first to stop: Nest destroys modules one after another and
 * waits for each, so no part of the app is destroyed before the last request has finished.
 */
@Module({})
export class LifecycleModule implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly shutdown: Shutdown,
    private readonly servers: HttpServers,
    private readonly routing: RoutingWatch,
    private readonly availability: AvailabilityService,
    private readonly adapters: HttpAdapterHost,
    modules: ModulesContainer,
  ) {
    stopFirst(modules);
    joinShutdownHooks(modules, shutdown);
  }

  /** Nest creates the server after the providers. */
  onModuleInit(): void {
    const { httpAdapter } = this.adapters;
    watchFastifyBindings(httpAdapter, (server) => this.watch(server));
    const server = httpAdapter?.getHttpServer() as Server | undefined;
    if (server) this.watch(server);
  }

  onApplicationBootstrap(): void {
    this.availability.bootstrapped();
  }

  async onModuleDestroy(): Promise<void> {
    await this.shutdown.drain();
  }

  private watch(server: Server): void {
    this.servers.watch(server);
    this.routing.watch(server);
  }
}

/** Nest stops modules in the order of their distance from the root, the nearest first. */
function stopFirst(modules: ModulesContainer): void {
  for (const module of modules.values()) {
    if (module.metatype === LifecycleModule) module.distance = Number.NEGATIVE_INFINITY;
  }
}
