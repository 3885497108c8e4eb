import { MONITORED_OPTIONS, MonitoredExplorer, OperationRegistry } from '../../capture/method';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';
import type { Feature } from './feature';

/** Methods with `@Monitored`, `@Timed`, `@Counted` and `@Logged`. */
export const methodsFeature: Feature = {
  name: 'methods',
  providers: [
    {
      provide: MONITORED_OPTIONS,
      inject: [OPTIONS],
      useFactory: ({ monitored }: ResolvedOptions) => monitored,
    },
    OperationRegistry,
    MonitoredExplorer,
  ],
  exports: [OperationRegistry],
  start: (get) => get(MonitoredExplorer).explore(),
  stop: (get) => get(MonitoredExplorer).end(),
};
