const EVERY_MS = 20;

/** Asks until the answer passes; the last failure is thrown when the time is over. */
export async function eventually<T>(ask: () => T | Promise<T>, withinMs = 5000): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}

/** Waits until the app's readiness probe answers 200. */
export async function untilReady(base: string, withinMs = 10_000): Promise<void> {
  await eventually(async () => {
    const { status } = await fetch(`${base}/readyz`);
    if (status !== 200) throw new Error(`/readyz answers ${status}`);
  }, withinMs);
}
