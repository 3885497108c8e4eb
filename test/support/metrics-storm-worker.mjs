// The clients of a storm of scrapes, in a thread of their own: what they cost is not the app's.
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { port, host, readers, deaf } = workerData;
const SCRAPE = `GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

function scrape() {
  const socket = connect(port, host).on('error', () => undefined);
  socket.write(SCRAPE);
  return socket;
}

// They ask for the page and never read a byte of it, until the thread ends.
for (let i = 0; i < deaf; i += 1) scrape().pause();

let bytes = 0;
let pages = 0;
for (let i = 0; i < readers; i += 1) {
  scrape()
    .on('data', (piece) => {
      bytes += piece.length;
    })
    .on('close', () => {
      pages += 1;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      if (pages === readers) parentPort.postMessage(bytes);
    });
}
