import 'nestjs-observability/register';
import { Monitored, ObservabilityModule } from 'nestjs-observability';
import { serve } from '../app/serve';
import { Work } from '../app/work';
import { optionsOf } from './ours-steps';

class MonitoredWork extends Work {
  @Monitored()
  override price(item: string): number {
    return super.price(item);
  }

  @Monitored()
  override reserve(item: string, quantity: number): Promise<string> {
    return super.reserve(item, quantity);
  }

  @Monitored()
  override pay(amount: number): Promise<{ readonly paid: number }> {
    return super.pay(amount);
  }
}

// One file for all steps; the harness says which.
const { BENCH_VARIANT = 'ours-logs', BENCH_SENTRY_DSN = '' } = process.env;

void serve({
  imports: [ObservabilityModule.forRoot(optionsOf(BENCH_VARIANT, BENCH_SENTRY_DSN))],
  work: MonitoredWork,
  nest: { bufferLogs: true },
});
