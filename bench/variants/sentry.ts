import { SentryTraced } from '@sentry/nestjs';
import { serve } from '../app/serve';
import { Work } from '../app/work';
import { sentryParts } from './sentry-parts';

/** Three calls with a span each. */
class TracedWork extends Work {
  @SentryTraced()
  override price(item: string): number {
    return super.price(item);
  }

  @SentryTraced()
  override reserve(item: string, quantity: number): Promise<string> {
    return super.reserve(item, quantity);
  }

  @SentryTraced()
  override pay(amount: number): Promise<{ readonly paid: number }> {
    return super.pay(amount);
  }
}

void serve({ ...sentryParts, work: TracedWork });
