/** What the process that starts the app tells the command. */
export type AppMessage =
  { readonly body: object } | { readonly failure: string; readonly stack: string };
