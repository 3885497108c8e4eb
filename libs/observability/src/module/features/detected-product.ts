import { messageOf } from '../../core';
import { isPresent } from '../../integrations';
import type {
  Condition,
  Integration,
  Product,
  Provided,
  ResolvedIntegrationsOptions,
} from '../../integrations';

/** The clients of one product. */
interface Connections {
  readonly databases: ReturnType<NonNullable<Integration['databases']>>;
  readonly caches: ReturnType<NonNullable<Integration['caches']>>;
  readonly queues: ReturnType<NonNullable<Integration['queues']>>;
}

/** One product, as detected in the container. */
export interface DetectedProduct extends Connections {
  readonly product: Product;
  /** Undefined if the container has nothing that may be a client: then it is not even loaded. */
  readonly integration: Integration | undefined;
  /** Which of its clients have no metrics, as a clause. */
  readonly unmeasured: string | undefined;
  /** Why its clients could not be inspected; undefined when they could. */
  readonly error: unknown;
}

const NOTHING: Connections = { databases: [], caches: [], queues: [] };

/** Detects one product. A client that throws when inspected must not prevent the app from starting. */
export function detectProduct(
  product: Product,
  provided: readonly Provided[],
  options: ResolvedIntegrationsOptions,
): DetectedProduct {
  const unmeasured = undefined;
  if (!isPresent(product, provided))
    return { product, integration: undefined, ...NOTHING, unmeasured, error: undefined };
  const integration = product.integration();
  try {
    const databases = integration.databases?.(provided, options) ?? [];
    const caches = integration.caches?.(provided, options) ?? [];
    const queues = integration.queues?.(provided, options) ?? [];
    const found = { databases, caches, queues, unmeasured: unmeasuredOf(integration, provided) };
    return { product, integration, ...found, error: undefined };
  } catch (error) {
    return { product, integration, ...NOTHING, unmeasured, error };
  }
}

function unmeasuredOf(
  { unmeasured }: Integration,
  provided: readonly Provided[],
): string | undefined {
  return typeof unmeasured === 'function' ? unmeasured(provided) : unmeasured;
}

/** The switches of the app. */
export interface Switches {
  readonly autoWire: boolean;
  readonly observe: boolean;
}

/** The condition of a product: whether it was detected, and the reason. */
export function conditionOf(detected: DetectedProduct, switches: Switches): Condition {
  const { databases, caches, queues, product } = detected;
  const aliases = [...databases, ...caches, ...queues].map(({ alias }) => alias);
  return {
    product: product.product,
    detected: aliases.length > 0,
    what: [...new Set(aliases)],
    reason: reasonOf(detected, aliases.length > 0, switches),
  };
}

function reasonOf(
  { product: { client }, unmeasured, error }: DetectedProduct,
  isFound: boolean,
  { autoWire, observe }: Switches,
): string {
  if (error !== undefined) return `its client could not be inspected: ${messageOf(error)}`;
  if (!isFound) return `no provider looks like ${client}`;
  const reasons = [`the container has ${client}`];
  if (!autoWire) reasons.push('no indicator, since health.autoWire is false');
  if (!observe) reasons.push('not observed, since integrations.observe is false');
  else if (unmeasured) reasons.push(unmeasured);
  return reasons.join('; ');
}
