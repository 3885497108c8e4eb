// Many probes at once, by clients in a thread of their own: what they cost is not the app's.
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { host, port, path, probes, alongside, everyMs } = workerData;

/** Asks once, on a connection of its own; no answer at all has the status 0. */
function ask(target) {
  const begun = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, host).setEncoding('utf8');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      text += piece;
    });
    socket.on('close', () => {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, ms: performance.now() - begun, text });
    });
  });
}

const others = [];
const timer = setInterval(() => others.push(ask(alongside)), everyMs);
others.push(ask(alongside));
const answers = await Promise.all(Array.from({ length: probes }, () => ask(path)));
clearInterval(timer);

function summed(all) {
  const statuses = {};
  for (const { status } of all) statuses[status] = (statuses[status] ?? 0) + 1;
  const texts = [...new Set(all.map(({ text }) => text.replace(/^date:.*\r\n/im, '')))];
  return { statuses, slowestMs: Math.max(...all.map(({ ms }) => ms)), texts };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage({ probes: summed(answers), alongside: summed(await Promise.all(others)) });
