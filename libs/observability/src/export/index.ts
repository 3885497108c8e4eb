// The only way out of the process: HTTP, OTLP, Sentry's envelopes, mail, and the flush at exit.
// Enters: bodies for an address, ended spans, envelopes, mails, and what is still unsent when the process exits.
// Leaves: requests, outside any request's context and untraced; each drop is counted with its reason.
export { DetachedContext, untracedIn } from './detached-context';
export { HttpSender, MAX_CONNECTIONS } from './http/http-sender';
export type { Answered, Failed, PostOptions, PostTarget, Reply } from './http/http-sender';
export { flushAtExit, reportAtExit } from './exit/at-exit';
export type { Unsent } from './exit/at-exit';
export { flushBeforeExit } from './exit/exit-flush';
export type { ExitFlush } from './exit/exit-flush';
export { isSdkDisabled, otlpEndpoint, sendsNoTraces } from './otlp/otlp-endpoint';
export { OtlpExporter } from './otlp/otlp-exporter';
export type { SpanSerializer } from './otlp/otlp-exporter';
export { OtlpSender } from './otlp/otlp-sender';
export { otlpTarget } from './otlp/otlp-target';
export type { OtlpTarget } from './otlp/otlp-target';
export { queueLimits } from './otlp/queue-limits';
export type { ReadableSpan, Resource, SpanProcessor } from './otlp/readable-span';
export { sentryTarget } from './otlp/sentry-target';
export { SpanQueue } from './otlp/span-queue';
export type { QueueLimits } from './otlp/span-queue';
export type { EnvelopeFunctions } from './sentry/envelope-functions';
export { isErrorAmong } from './sentry/serialized-envelope';
export { startDelivery } from './sentry/start-delivery';
export type { Delivering, TransportOptions } from './sentry/start-delivery';
export { SmtpMailer } from './mail/smtp-mailer';
export type { Mail, Nodemailer } from './mail/smtp-mailer';
