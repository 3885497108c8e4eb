const NEVER_CHANGES = new Int32Array(new SharedArrayBuffer(4));

/** Waits without the event loop; only for the end of the process, when there is none any more. */
export function sleepSync(ms: number): void {
  Atomics.wait(NEVER_CHANGES, 0, 0, ms);
}
