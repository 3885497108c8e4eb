import type { ServiceIdentity } from '../../../core';
import type { Resource } from '../../../export';
import type { Sdk } from './sdk';

/**
 * Says on all spans whose they are. A preload starts tracing before the module knows the app's
 * name, so name, version and environment may come later, up to the first batch.
 */
export class SpanResource {
  readonly resource: Resource;
  private identify!: (service: ServiceIdentity | undefined) => void;

  /**
   * The environment's OTEL_RESOURCE_ATTRIBUTES stand above version and environment of the app; its
   * name is the one that all signals say.
   */
  constructor({ resources }: Pick<Sdk, 'resources'>) {
    const service = new Promise<ServiceIdentity | undefined>(
      (resolve) => (this.identify = resolve),
    );
    const late = (pick: (service: ServiceIdentity) => string) =>
      service.then((known) => known && pick(known));
    const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
    this.resource = defaultResource()
      .merge(
        resourceFromAttributes({
          'service.version': late(({ version }) => version),
          'deployment.environment.name': late(({ environment }) => environment),
        }),
      )
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ 'service.name': late(({ name }) => name) }));
  }

  /** The first one to say whose spans they are is received. */
  belongsTo(service: ServiceIdentity | undefined): void {
    if (service) this.identify(service);
  }

  /** Waits no longer for a name: spans are about to be sent. */
  async settle(): Promise<void> {
    this.identify(undefined);
    await this.resource.waitForAsyncAttributes?.();
  }
}
