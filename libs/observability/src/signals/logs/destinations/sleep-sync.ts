const NEVER_CHANGES = new Int32Array(new SharedArrayBuffer(4));

/** Blocks without the event loop; only for the exit of the process. */
export function sleepSync(ms: number): void {
  Atomics.wait(NEVER_CHANGES, 0, 0, ms);
}
