// External HTTP services: do they respond, and quickly?
// Enters: names and addresses, from the options.
// Leaves: the indicator `external_services`.
export { HttpServiceIndicator } from './http-service.indicator';
export type { ExternalServicesOptions } from './external-services.options';
