import { Worker } from 'node:worker_threads';

/** What is posted when nothing else can run any more. */
export interface LastPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly Uint8Array[];
  readonly limitMs: number;
}

/**
 * Posts and waits for it, no longer than the limit, while the process ends: neither promises nor
 * sockets of this thread work then, so another thread does it. It never throws.
 */
export function postBeforeExit({ limitMs, ...work }: LastPost): void {
  if (work.bodies.length === 0) return;
  try {
    const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const worker = new Worker(`(${postAll.toString()})()`, {
      eval: true,
      workerData: { ...work, done },
      // Whatever the app is preloaded with is not wanted there.
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    worker.once('error', () => undefined).unref();
    Atomics.wait(done, 0, 0, limitMs);
  } catch {
    // A process that may have no more threads ends without.
  }
}

/** Runs in the other thread, as text: it knows nothing of this file. */
function postAll(): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { url, headers, bodies, done } = workerData as {
    url: string;
    headers: Record<string, string>;
    bodies: Uint8Array[];
    done: Int32Array;
  };
  const isSecure = url.startsWith('https:');
  const { Agent, request } = process.getBuiltinModule(isSecure ? 'node:https' : 'node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let left = bodies.length;
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
