// A pino transport in its thread that appends what it gets to a file, until its mood changes.
import { appendFileSync } from 'node:fs';
import { Writable } from 'node:stream';

/** Options: `file`, and `mood`: 'fine', 'dies' or 'hangs' at the line that says `trouble`. */
// oxlint-disable-next-line no-default-export -- pino takes the default export of a transport
export default ({ file, mood }) =>
  new Writable({
    write(chunk, _encoding, done) {
      const text = chunk.toString();
      if (mood !== 'fine' && text.includes('"trouble"')) fail(mood);
      appendFileSync(file, text);
      done();
    },
  });

function fail(mood) {
  if (mood === 'dies') process.exit(1);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
