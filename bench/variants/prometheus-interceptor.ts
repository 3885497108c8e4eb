import { serve } from '../app/serve';
import { httpMetrics } from './http-metrics';
import { TimedWork, workHistogram } from './timed-work';

void serve({
  imports: httpMetrics.imports,
  providers: [...httpMetrics.providers, workHistogram],
  work: TimedWork,
});
