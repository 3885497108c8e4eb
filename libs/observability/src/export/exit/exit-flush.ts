import { Worker } from 'node:worker_threads';
import { MAX_CONNECTIONS } from '../http/http-sender';

/** What is posted to one address when the process exits and nothing else can run. */
export interface ExitFlush {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly Uint8Array[];
  /** Certificates for https; defaults to Node's. The worker gets plain bytes, which work as well. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

/**
 * Posts while the process exits, and waits no longer than the limit in milliseconds: neither promises
 * nor sockets of this thread work then, so a worker thread does it. It never throws.
 */
export function flushBeforeExit(posts: readonly ExitFlush[], limitMs: number): void {
  if (posts.length === 0) return;
  try {
    const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const worker = new Worker(`(${postAll.toString()})()`, {
      eval: true,
      workerData: { posts, done, maxSockets: MAX_CONNECTIONS },
      // The worker must not preload what the app preloads.
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    worker.once('error', () => undefined).unref();
    Atomics.wait(done, 0, 0, limitMs);
  } catch {
    // A process that cannot start a thread exits without the flush.
  }
}

/**
 * Runs in the worker thread, as text: it cannot use anything in this file. Functions in it have no names, since a bundler
 * that keeps names would call a function of the bundle for each of them.
 */
function postAll(): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  // Passed by `flushBeforeExit`.
  const { posts, done, maxSockets } = workerData as {
    posts: ExitFlush[];
    done: Int32Array;
    maxSockets: number;
  };
  let left = posts.reduce((sum, { bodies }) => sum + bodies.length, 0);
  for (const { url, headers, bodies, tls } of posts) {
    const isSecure = url.startsWith('https:');
    const { Agent, request } = process.getBuiltinModule(isSecure ? 'node:https' : 'node:http');
    const agent = new Agent({ keepAlive: true, maxSockets, ...tls });
    for (const body of bodies) {
      const post = request(url, { method: 'POST', headers, agent });
      post.on('error', () => undefined);
      post.on('response', (response) => response.resume());
      post.once('close', () => {
        left -= 1;
        if (left > 0) return;
        Atomics.store(done, 0, 1);
        Atomics.notify(done, 0);
      });
      post.end(body);
    }
  }
}
