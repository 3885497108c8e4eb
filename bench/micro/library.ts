import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import type * as Core from '../../libs/observability/src/core';
import { ROOT } from '../harness/paths';

const DIST = join(ROOT, 'libs/observability/dist');

/** The inside of the built library: the very files that `nestjs-observability` itself uses. */
export const core = createRequire(__filename)(join(DIST, 'core')) as typeof Core;

@Module({})
class MicroModule {
  static with(options: ObservabilityOptions, providers: Type[]): DynamicModule {
    return { module: MicroModule, imports: [ObservabilityModule.forRoot(options)], providers };
  }
}

/** An app without HTTP that has the module with these options; its log goes nowhere. */
export function startApp(
  options: ObservabilityOptions,
  providers: Type[] = [],
): Promise<INestApplicationContext> {
  const destination = { write: (): void => undefined };
  const logs = { level: 'info', ...options.logs, destination };
  const metrics = { process: false, ...options.metrics };
  const module = MicroModule.with({ ...options, logs, metrics }, providers);
  return NestFactory.createApplicationContext(module, { logger: false });
}
