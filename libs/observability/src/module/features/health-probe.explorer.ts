import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { healthProbeOf, InvalidHealthProbeError, probeIndicator } from '../../health';
import type { HealthIndicator, HealthProbeOptions } from '../../health';
import { isInspectable } from './inspectable';

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** Finds the providers that have `@HealthProbe()`. */
@Injectable()
export class HealthProbeExplorer {
  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws InvalidHealthProbeError for a class that cannot be a probe */
  explore(): HealthIndicator[] {
    const seen = new Set<unknown>();
    return this.discovery.getProviders().flatMap((wrapper) => {
      const said = optionsOf(wrapper);
      if (!said) return [];
      const instance = singletonOf(wrapper);
      // Under a second token it is the same probe.
      if (seen.has(instance)) return [];
      seen.add(instance);
      return [probeIndicator(instance, said)];
    });
  }
}

/** By the class that Nest makes, else by that of what a factory made. */
function optionsOf({ metatype, instance }: Wrapper): HealthProbeOptions | undefined {
  const ofType = healthProbeOf(metatype);
  if (ofType || !isInspectable(instance)) return ofType;
  return healthProbeOf(instance.constructor);
}

function singletonOf(wrapper: Wrapper): object {
  const { instance } = wrapper as { instance: unknown };
  const isSingleton = wrapper.isDependencyTreeStatic() && !wrapper.isTransient;
  if (isSingleton && typeof instance === 'object' && instance !== null) return instance;
  throw InvalidHealthProbeError.notSingleton(wrapper.name);
}
