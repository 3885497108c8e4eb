/** The field that distinguishes our message from those of the app. */
const MARK = 'nestjs-observability';

/** The message of the process that starts the app to the command. */
export type AppMessage =
  { readonly body: object } | { readonly failure: string; readonly stack: string };

/** The message as it is sent. */
export function markAppMessage(message: AppMessage): object {
  return { ...message, [MARK]: 'health' };
}

/** Reads a message; undefined for those of the app, which may have messages for its process manager. */
export function readAppMessage(value: unknown): AppMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { body, failure, stack, [MARK]: mark } = value as Record<string, unknown>;
  if (mark !== 'health') return undefined;
  if (typeof body === 'object' && body !== null) return { body };
  const isFailure = typeof failure === 'string' && typeof stack === 'string';
  return isFailure ? { failure, stack } : undefined;
}
