import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService } from '@nestjs/core';
import { HttpCapture } from '../capture/http';
import type { RouteTable } from '../capture/http';
import { EndpointTable } from '../endpoints';
import { routesOf } from './redaction.providers';
import type { ResolvedOptions } from './resolve-options';
import { OPTIONS } from './tokens';

/** Where the app has addresses of its own, the library's stand back. */
@Injectable()
export class PlacesWiring {
  private readonly logger = new Logger('ObservabilityModule');

  constructor(
    private readonly endpoints: EndpointTable,
    private readonly http: HttpCapture,
    private readonly discovery: DiscoveryService,
    private readonly config: ApplicationConfig,
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  /** To be called when the app's routes are known. */
  yieldToApp(): void {
    const { routes } = this.http;
    if (!routes) return;
    for (const path of this.endpoints.paths.filter((own) => routes.claims(own))) {
      if (path === this.options.endpoints.paths.metrics && this.hasPrometheusModule()) {
        this.share(path);
      } else this.yieldPath(path);
    }
    for (const start of this.endpoints.starts) this.yieldBelow(start, routes);
  }

  private yieldPath(path: string): void {
    this.endpoints.yieldTo(path);
    this.logger.warn(
      `The app has a route GET ${path} of its own, which is kept; the library's is not served. ` +
        'Set endpoints.paths to serve it at another path.',
    );
  }

  /** The library's page has all metrics of prom-client, so that who may read it misses nothing. */
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

  /** By its name, or that of the class which the app's own controller extends: the package is not imported. */
  private hasPrometheusModule(): boolean {
    return this.discovery
      .getControllers()
      .some(({ metatype }) => lineOf(metatype).includes('PrometheusController'));
  }

  /** Which of many addresses are the app's and which are nobody's cannot be told: all are the app's. */
  private yieldBelow(start: string, routes: RouteTable): void {
    const named = this.templates().find((one) => one.startsWith(start) && one !== start);
    const route = named ?? routes.nameBelow(start);
    if (route === undefined) return;
    this.endpoints.yieldBelow(start);
    this.logger.warn(
      `The app has a route ${route} of its own, which is kept; the library answers nothing below ` +
        `${start} any more. Set endpoints.paths to serve its pages at another path.`,
    );
  }

  /** With the global prefix and, since some routes may be excluded from it, without. */
  private templates(): string[] {
    const prefix = this.config.getGlobalPrefix();
    const routes = routesOf(this.discovery);
    return prefix ? [...routes, ...routes.map((route) => `/${prefix}${route}`)] : routes;
  }
}

/** The names of a class and of those that it extends. */
function lineOf(metatype: unknown): string[] {
  const names: string[] = [];
  for (let one = metatype; typeof one === 'function'; one = Object.getPrototypeOf(one) as unknown) {
    names.push(one.name);
  }
  return names;
}
