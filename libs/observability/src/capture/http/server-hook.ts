import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { OBSERVATION } from './observed-response';
import type { ObservedResponse } from './observed-response';
import type { RequestCapture } from './request-capture';

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Puts the capture in front of the server's own request listeners. Nothing that Nest offers comes
 * first: its middleware miss bad bodies and whatever `app.use` refused, its interceptors also
 * miss guards, middleware and unknown routes (nest#3065, #3250).
 * @returns takes the capture away again; a server may listen a second time
 */
export function hookServer(server: Server, capture: RequestCapture): () => void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  let current: RequestCapture | undefined = capture;
  const work: RequestListener = (request, response) => {
    for (let i = 0; i < listeners.length; i += 1) listeners[i]!.call(server, request, response);
  };
  server.on('request', (request, response: ObservedResponse) => {
    // Another app, or the app itself, may hand on what is observed already.
    if (current && !response[OBSERVATION]) current.observe(request, response, work);
    else work(request, response);
  });
  return () => {
    current = undefined;
  };
}
