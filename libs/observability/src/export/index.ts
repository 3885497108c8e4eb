// The only way out of the process: HTTP senders and the flush at exit.
// Enters: bodies for an address, and what is still unsent when the process exits.
// Leaves: HTTP requests, outside any request's context and untraced; each drop is counted with its reason.
export { flushAtExit, reportAtExit } from './at-exit';
export type { Unsent } from './at-exit';
export { DetachedContext, untracedIn } from './detached-context';
export { flushBeforeExit } from './exit-flush';
export type { ExitFlush } from './exit-flush';
export { HttpSender, MAX_CONNECTIONS } from './http-sender';
export type { Answered, Failed, PostOptions, PostTarget, Reply } from './http-sender';
