// Captures HTTP requests, on Express and on Fastify.
// Enters: every request of the server, and the errors that the app's filters are given.
// Leaves: one RequestObservation for each, begun and ended once, and its RequestContext.
export { HTTP_CAPTURE_OPTIONS, HttpCapture } from './http-capture';
export { HTTP_CAPTURE_DEFAULTS, HTTP_CAPTURE_RULES } from './http-capture.options';
export type { HttpCaptureOptions } from './http-capture.options';
export { observationOf } from './observed-response';
export type { RouteTable } from './route-table';
export type { FrontHandler } from './request-capture';
export { ObservabilityExceptionFilter } from './observability-exception.filter';
export { ObservabilityInterceptor } from './observability.interceptor';
