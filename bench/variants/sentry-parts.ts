import { APP_FILTER } from '@nestjs/core';
import { SentryGlobalFilter, SentryModule } from '@sentry/nestjs/setup';
import type { Additions } from '../app/shop.module';

/** What Sentry's README adds to the root module. */
export const sentryParts: Required<Pick<Additions, 'imports' | 'providers'>> = {
  imports: [SentryModule.forRoot()],
  providers: [{ provide: APP_FILTER, useClass: SentryGlobalFilter }],
};
