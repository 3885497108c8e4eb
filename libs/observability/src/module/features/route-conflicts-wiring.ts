import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService } from '@nestjs/core';
import { HttpCapture } from '../../capture/http';
import type { RouteTable } from '../../capture/http';
import { loadPackage } from '../../core';
import { EndpointTable } from '../../endpoints';
import { routesOf, routesOfControllers } from './redaction.feature';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';

/** The metadata key of the guards of a class or method. */
const GUARDS_METADATA = '__guards__';

/** Where the app has routes of its own, the library's endpoints yield to them. */
@Injectable()
export class RouteConflictsWiring {
  private readonly logger = new Logger('ObservabilityModule');

  constructor(
    private readonly endpoints: EndpointTable,
    private readonly http: HttpCapture,
    private readonly discovery: DiscoveryService,
    private readonly config: ApplicationConfig,
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  /** Called when the app's routes are known. */
  yieldToApp(): void {
    const { routes } = this.http;
    if (!routes) return;
    for (const path of this.endpoints.paths.filter((own) => routes.claims(own))) {
      if (path === this.options.endpoints.paths.metrics && this.isOfPrometheusModule(path)) {
        this.share(path);
      } else this.yieldPath(path);
    }
    for (const start of this.endpoints.starts) this.yieldBelow(start, routes);
  }

  private yieldPath(path: string): void {
    this.endpoints.yieldTo(path);
    this.logger.warn(
      `The app has a route GET ${path} of its own, which takes precedence: the library does not serve it. ` +
        'Set endpoints.paths to serve it at another path.',
    );
  }

  /** The library's page includes all metrics of prom-client, so that clients that may read it miss nothing. */
  private share(path: string): void {
    this.endpoints.shareWithApp(path);
    const { metrics } = this.options.endpoints.access;
    this.logger.warn(
      `PrometheusModule serves GET ${path}, and its page lacks the library's metrics. Remove PrometheusModule ` +
        "from the imports: the library's page has the metrics of prom-client too. Until then, " +
        (metrics === 'closed' || metrics === 'guard'
          ? `all clients get PrometheusModule's page, since endpoints.access.metrics is "${metrics}".`
          : `clients that endpoints.access.metrics ("${metrics}") allows get the library's page, all others ` +
            "PrometheusModule's."),
    );
  }

  /**
   * Whether the page is nestjs-prometheus's own, and open. A controller that extends its class, or has its name, is the
   * app's own: its checks apply, and so does any guard.
   */
  private isOfPrometheusModule(path: string): boolean {
    const own = prometheusController();
    const controllers = this.discovery.getControllers().filter(({ metatype }) => {
      const routes = routesOfControllers([{ metatype }]);
      return this.withPrefix(routes).some((route) => route.replace(/\/$/, '') === path);
    });
    const isOwn = controllers.length > 0 && controllers.every(({ metatype }) => metatype === own);
    return isOwn && !this.hasGuards(own);
  }

  private hasGuards(controller: Function | undefined): boolean {
    const { config } = this;
    const forAll = config.getGlobalGuards().length + config.getGlobalRequestGuards().length;
    const methods = Object.values(Object.getOwnPropertyDescriptors(controller?.prototype ?? {}));
    return (
      forAll > 0 || [controller, ...methods.map(({ value }) => value as unknown)].some(isGuarded)
    );
  }

  /** Which subpaths the app serves is unknown: all of them are left to the app. */
  private yieldBelow(start: string, routes: RouteTable): void {
    const named = this.templates().find((one) => one.startsWith(start) && one !== start);
    const route = named ?? routes.nameBelow(start);
    if (route === undefined) return;
    this.endpoints.yieldBelow(start);
    this.logger.warn(
      `The app has a route ${route} of its own, which takes precedence: the library does not respond below ` +
        `${start}. Set endpoints.paths to serve its pages at another path.`,
    );
  }

  private templates(): string[] {
    return this.withPrefix(routesOf(this.discovery));
  }

  /** With the global prefix and, since some routes may be excluded from it, without. */
  private withPrefix(routes: readonly string[]): string[] {
    const prefix = this.config.getGlobalPrefix();
    return prefix ? [...routes, ...routes.map((route) => `/${prefix}${route}`)] : [...routes];
  }
}

/** nestjs-prometheus's own class, where the app has the package. */
function prometheusController(): Function | undefined {
  try {
    const { PrometheusController: own } = loadPackage('@willsoto/nestjs-prometheus') as {
      readonly PrometheusController?: Function;
    };
    return own;
  } catch {
    // Without the package no route belongs to it.
    return undefined;
  }
}

function isGuarded(target: unknown): boolean {
  return typeof target === 'function' && Reflect.hasMetadata(GUARDS_METADATA, target);
}
