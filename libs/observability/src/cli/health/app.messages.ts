/** What the process that starts the app tells the command. */
export type AppMessage =
  { readonly body: object } | { readonly failure: string; readonly stack: string };

/** Reads a message; undefined for those of the app, which may tell its process manager that it is ready. */
export function readAppMessage(value: unknown): AppMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { body, failure, stack } = value as Record<string, unknown>;
  if (typeof body === 'object' && body !== null) return { body };
  const isFailure = typeof failure === 'string' && typeof stack === 'string';
  return isFailure ? { failure, stack } : undefined;
}
