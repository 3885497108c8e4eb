import { Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { EndpointTable } from '../endpoints';
import { appHasRoute } from './app-routes';
import { routesOf } from './redaction.providers';

/** Where the app has addresses of its own, the library's stand back. */
@Injectable()
export class PlacesWiring {
  private readonly logger = new Logger('ObservabilityModule');

  constructor(
    private readonly endpoints: EndpointTable,
    private readonly adapters: HttpAdapterHost,
    private readonly discovery: DiscoveryService,
    private readonly config: ApplicationConfig,
  ) {}

  /** To be called when the app's routes are known. */
  yieldToApp(): void {
    const { httpAdapter } = this.adapters;
    if (!httpAdapter) return;
    for (const path of this.endpoints.paths.filter((own) => appHasRoute(httpAdapter, own))) {
      this.endpoints.yieldTo(path);
      this.logger.warn(
        `The app has a route GET ${path} of its own, which is kept; the library's is not served. ` +
          'Set endpoints.paths to serve it at another path.',
      );
    }
    for (const start of this.endpoints.starts) this.yieldBelow(start);
  }

  /** Which of many addresses are the app's and which are nobody's cannot be told: all are the app's. */
  private yieldBelow(start: string): void {
    const route = this.templates().find((one) => one.startsWith(start) && one !== start);
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
