import { Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { accessSummary, Refusals } from '../../endpoints';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';

/** Logs the access to the endpoints on startup, and the refused requests until shutdown. */
@Injectable()
export class AccessWiring {
  private readonly logger = new Logger('Observability');

  constructor(
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    private readonly adapters: HttpAdapterHost,
    private readonly refusals: Refusals,
  ) {}

  /** Called when the app has started; without a server there are no endpoints. */
  announce(): void {
    const { endpoints } = this.options;
    const hasServer = Boolean(this.adapters.httpAdapter);
    if (!hasServer && !endpoints.management) return;
    for (const { level, message } of accessSummary(endpoints, hasServer)) {
      if (level === 'warn') this.logger.warn(message);
      else this.logger.log(message);
    }
  }

  /** Called while the log still accepts lines. */
  end(): void {
    this.refusals.end();
  }
}
