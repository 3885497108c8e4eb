/** The part of mitata that is used; it is there only when `npm run bench:micro` has installed it. */
interface Mitata {
  measure(
    work: () => unknown,
    options: { readonly gc: false; readonly min_cpu_time: number },
  ): Promise<{ readonly p50: number }>;
}

const NANOSECONDS_IN_MS = 1e6;

/** Long enough for the compiler to settle. */
const BUDGET_MS = 700;

/** How long one call takes, in nanoseconds: the median over batches of calls. */
export type Timer = (work: () => unknown) => Promise<number>;

/** Makes the timer. Promises are awaited. */
export async function makeTimer(): Promise<Timer> {
  const name = 'mitata';
  const { measure } = (await import(name)) as Mitata;
  return async (work) => {
    const { p50 } = await measure(work, { gc: false, min_cpu_time: BUDGET_MS * NANOSECONDS_IN_MS });
    return p50;
  };
}
