import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import {
  InjectMetric,
  makeCounterProvider,
  makeHistogramProvider,
  PrometheusModule,
} from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { finalize } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Additions } from '../app/shop.module';

interface RoutedRequest {
  readonly method: string;
  /** Express. */
  readonly route?: { readonly path: string };
  /** Fastify. */
  readonly routeOptions?: { readonly url?: string };
}

/** The interceptor that a user of @willsoto/nestjs-prometheus writes: count and time by route. */
@Injectable()
class HttpMetricsInterceptor implements NestInterceptor {
  constructor(
    @InjectMetric('http_requests_total') private readonly requests: Counter,
    @InjectMetric('http_request_duration_seconds') private readonly durations: Histogram,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<RoutedRequest>();
    const response = http.getResponse<{ readonly statusCode: number }>();
    const end = this.durations.startTimer();
    return next.handle().pipe(
      finalize(() => {
        const route = request.route?.path ?? request.routeOptions?.url ?? '';
        const labels = { method: request.method, route, status: response.statusCode };
        this.requests.inc(labels);
        end(labels);
      }),
    );
  }
}

const labelNames = ['method', 'route', 'status'];

/** @willsoto/nestjs-prometheus as in its README, and the interceptor. */
export const httpMetrics: Required<Pick<Additions, 'imports' | 'providers'>> = {
  imports: [PrometheusModule.register()],
  providers: [
    makeCounterProvider({ name: 'http_requests_total', help: 'Requests', labelNames }),
    makeHistogramProvider({
      name: 'http_request_duration_seconds',
      help: 'Duration of requests',
      labelNames,
    }),
    { provide: APP_INTERCEPTOR, useClass: HttpMetricsInterceptor },
  ],
};
