import type { Server } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Callers, Observer } from '../../core';
import { filtersOfApp } from './app-filters';
import { hookExpress, hookExpressRouter } from './express-hook';
import type { ExpressApplication } from './express-hook';
import { tapFilter } from './filter-taps';
import { GraphqlNamer } from './graphql-namer';
import type { ResolvedHttpCaptureOptions } from './http-capture.options';
import { watchNestExceptions } from './nest-exceptions';
import { keepHandlersInTheirContext } from './nest-handlers';
import { ExpressRoutes } from './express-routes';
import type { ExpressRouting } from './express-routes';
import { fastifyCounter } from './request-ids';
import { FastifyRoutes } from './fastify-routes';
import type { FastifyRouting } from './fastify-routes';
import { RequestCapture } from './request-capture';
import type { FrameworkAnswer, FrameworkExchange, FrontHandler } from './request-capture';
import { ExpressRouteNamer, FastifyRouteNamer } from './route-namer';
import type { RouteNamer } from './route-namer';
import type { RouteTable } from './route-table';
import { hookServer } from './server-hook';
import { noteUnrouted } from './unrouted';

/** The token of the options of HTTP capture. */
export const HTTP_CAPTURE_OPTIONS = Symbol('HTTP_CAPTURE_OPTIONS');

type FastifyHook = (request: FrameworkExchange, reply: FrameworkAnswer, done: () => void) => void;

interface FastifyInstance extends FastifyRouting {
  readonly log?: { child?(bindings: object): unknown };
  addHook(name: 'onRequest', hook: FastifyHook): void;
  addHook(name: 'onRoute', hook: FastifyRoutes['add']): void;
}
interface FastifyAdapterHooks {
  getInstance(): FastifyInstance;
  setOnRequestHook?(hook: FastifyHook): void;
}

/** Starts the capture of HTTP requests when the app starts; an app without a server has none. */
@Injectable()
export class HttpCapture {
  private readonly logger = new Logger('ObservabilityModule');
  private capture: RequestCapture | undefined;
  private readonly unhooks: (() => void)[] = [];
  private table: RouteTable | undefined;
  private hasWarned = false;
  private requestLog: unknown;

  constructor(
    private readonly observer: Observer,
    @Inject(HTTP_CAPTURE_OPTIONS) private readonly options: ResolvedHttpCaptureOptions,
    private readonly adapters: HttpAdapterHost,
    private readonly config: ApplicationConfig,
    private readonly discovery: DiscoveryService,
    private readonly callers: Callers,
  ) {
    // Before the app adds hooks of its own. Nest's testing module has no adapter yet.
    if (this.isFastify) this.hookFastify();
  }

  /**
   * Begins to capture. To be called before Nest reads filters and registers routes.
   * @param front answers requests in front of the app
   * @param graphql the paths that GraphQL answers at
   */
  start(front: FrontHandler, graphql: readonly string[] = []): void {
    const { httpAdapter } = this.adapters;
    const server = httpAdapter?.getHttpServer() as Partial<Server> | undefined;
    if (!server) return;
    if (this.isFastify && !this.table) this.hookFastify();
    filtersOfApp(this.config, this.discovery).forEach(tapFilter);
    watchNestExceptions();
    keepHandlersInTheirContext();
    const { observer, options, callers, warnUnobservable } = this;
    const isCounter = this.isFastify ? fastifyCounter(httpAdapter.getInstance()) : () => false;
    const routes = this.namerOf(httpAdapter, graphql);
    const parts = { observer, options, callers, isCounter, routes, front, warnUnobservable };
    this.capture = new RequestCapture(parts, this.isFastify);
    if (isNodeServer(server)) this.unhooks.push(hookServer(server, this.capture));
    else this.warnOfAdapter(httpAdapter.getType());
    if (!this.isExpress) return;
    const app = httpAdapter.getInstance<ExpressApplication>();
    this.unhooks.push(hookExpress(app, this.capture));
  }

  /** To be called when the app's routes are known. */
  ready(): void {
    const { httpAdapter } = this.adapters;
    if (!this.capture || !this.isExpress) return;
    const app = httpAdapter.getInstance<ExpressApplication>();
    this.unhooks.push(hookExpressRouter(app, this.capture));
  }

  /** Lets requests pass from now on, to be called when the app has closed: its instance of Express may live on. */
  stop(): void {
    this.capture = undefined;
    for (const unhook of this.unhooks.splice(0)) unhook();
  }

  /** Gives Fastify's requests a logger where the app has left Fastify's own off, which says nothing. */
  provideRequestLogger(logger: unknown): void {
    if (!this.isFastify) return;
    const { log } = (this.adapters.httpAdapter as unknown as FastifyAdapterHooks).getInstance();
    const isOff = log?.child?.({}) === log;
    if (isOff) this.requestLog = logger;
  }

  /** The routes of the app; undefined without HTTP. */
  get routes(): RouteTable | undefined {
    return this.table;
  }

  /** Notes what names a route later: Nest's middleware and its 404. */
  private namerOf(adapter: AbstractHttpAdapter, graphql: readonly string[]): RouteNamer {
    noteUnrouted(adapter);
    if (this.table instanceof FastifyRoutes) {
      const namer = new FastifyRouteNamer(this.table);
      return graphql.length > 0 ? new GraphqlNamer(namer, graphql) : namer;
    }
    const app = adapter.getInstance<ExpressRouting>();
    const routes = new ExpressRoutes(app);
    this.table = routes;
    if (this.isExpress) routes.watchMiddleware(adapter);
    const namer = new ExpressRouteNamer(routes, graphql);
    return graphql.length > 0 ? new GraphqlNamer(namer, graphql) : namer;
  }

  private get isFastify(): boolean {
    return this.adapters.httpAdapter?.getType() === 'fastify';
  }

  private get isExpress(): boolean {
    return this.adapters.httpAdapter?.getType() === 'express';
  }

  private warnOfAdapter(type: string): void {
    if (this.isExpress || this.isFastify) return;
    this.logger.warn(
      `The HTTP adapter "${type}" does not use an HTTP server of Node.js: requests are not counted, logged or traced, and the ` +
        "library's endpoints are not served. Use an adapter with such a server, as Express's and Fastify's have.",
    );
  }

  private readonly warnUnobservable = (): void => {
    if (this.hasWarned) return;
    this.hasWarned = true;
    this.logger.warn(
      'A request came to the app in a form that cannot be observed: it is not counted, logged or traced. ' +
        "Pass requests on as Node's IncomingMessage and ServerResponse, or through the app's HTTP server.",
    );
  };

  /**
   * Learns what Fastify makes of a request, in the adapter's hook, which runs before Nest's
   * middleware can end the request; and in one of our own, should the app take the adapter's
   * only place for itself.
   */
  private hookFastify(): void {
    const adapter = this.adapters.httpAdapter as unknown as FastifyAdapterHooks;
    const learn: FastifyHook = (request, reply, done) => {
      if (this.requestLog !== undefined) request.log = this.requestLog;
      if (this.capture) this.capture.observeOnce(request, reply, done);
      else done();
    };
    adapter.setOnRequestHook?.(learn);
    const instance = adapter.getInstance();
    instance.addHook('onRequest', learn);
    const routes = new FastifyRoutes(instance);
    instance.addHook('onRoute', routes.add);
    this.table = routes;
  }
}

/** Adapters of other frameworks may have a server of their own kind. */
function isNodeServer(server: Partial<Server>): server is Server {
  return typeof server.listeners === 'function' && typeof server.removeAllListeners === 'function';
}
