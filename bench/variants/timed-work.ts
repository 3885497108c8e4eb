import { Injectable } from '@nestjs/common';
import { InjectMetric, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { Work } from '../app/work';

/** The provider of the histogram below. */
export const workHistogram = makeHistogramProvider({
  name: 'work_duration_seconds',
  help: 'Duration of calls',
  labelNames: ['method', 'outcome'],
});

/** Three calls timed by hand with prom-client, failures told apart. */
@Injectable()
export class TimedWork extends Work {
  constructor(@InjectMetric('work_duration_seconds') private readonly durations: Histogram) {
    super();
  }

  override price(item: string): number {
    const end = this.durations.startTimer({ method: 'price' });
    try {
      const price = super.price(item);
      end({ outcome: 'ok' });
      return price;
    } catch (error) {
      end({ outcome: 'error' });
      throw error;
    }
  }

  override reserve(item: string, quantity: number): Promise<string> {
    return this.timed('reserve', () => super.reserve(item, quantity));
  }

  override pay(amount: number): Promise<{ readonly paid: number }> {
    return this.timed('pay', () => super.pay(amount));
  }

  private async timed<T>(method: string, work: () => Promise<T>): Promise<T> {
    const end = this.durations.startTimer({ method });
    try {
      const result = await work();
      end({ outcome: 'ok' });
      return result;
    } catch (error) {
      end({ outcome: 'error' });
      throw error;
    }
  }
}
