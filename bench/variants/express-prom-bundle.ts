import { serve } from '../app/serve';
import { loadBenchPackage } from './bench-packages';

type Middleware = (request: unknown, response: unknown, next: () => void) => void;
type PromBundle = (options: { includeMethod: boolean; includePath: boolean }) => Middleware;

// The type is that of the package's index.d.ts.
const promBundle = loadBenchPackage('express-prom-bundle') as PromBundle;

void serve({
  prepare: (app) => void app.use(promBundle({ includeMethod: true, includePath: true })),
});
