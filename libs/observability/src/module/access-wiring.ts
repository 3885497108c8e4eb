import { Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { accessSummary, Refusals } from '../endpoints';
import type { ResolvedOptions } from './resolve-options';
import { OPTIONS } from './tokens';

/** Logs who may read the endpoints when the app starts, and what was refused until it ends. */
@Injectable()
export class AccessWiring {
  private readonly logger = new Logger('Observability');

  constructor(
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    private readonly adapters: HttpAdapterHost,
    private readonly refusals: Refusals,
  ) {}

  /** To be called when the app has started; without a server there is nothing to read. */
  announce(): void {
    const { endpoints } = this.options;
    const hasServer = Boolean(this.adapters.httpAdapter);
    if (!hasServer && !endpoints.management) return;
    for (const { level, message } of accessSummary(endpoints, hasServer)) {
      if (level === 'warn') this.logger.warn(message);
      else this.logger.log(message);
    }
  }

  /** To be called while the log still takes lines. */
  end(): void {
    this.refusals.end();
  }
}
