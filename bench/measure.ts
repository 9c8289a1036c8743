/** Medians, and clocks around work. */
import { elementAt } from '../sim/kernel/chart-table.ts';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return elementAt(sorted, Math.floor(sorted.length / 2));
}

/** Nanoseconds that the work took. */
export function nanosOf(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

/** The median of several rounds, each made ready before its clock starts. */
export function medianNanos<T>(rounds: number, prepare: () => T, work: (ready: T) => void): number {
  return median(
    Array.from({ length: rounds }, () => {
      const ready = prepare();
      return nanosOf(() => work(ready));
    }),
  );
}
