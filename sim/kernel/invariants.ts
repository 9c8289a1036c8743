/** What is true of time and of the trace at the end of every instant. */
import type { Kernel } from './kernel.ts';
import { NO_CAUSE } from './trace.ts';

export interface Invariant {
  readonly name: string;
  /** One line for each violation. */
  check(): string[];
}

/** Only what was written in this instant is looked at: earlier instants had their turn. */
const causesFirst = ({ trace, now }: Kernel): string[] => {
  const broken: string[] = [];
  for (let id = trace.length - 1; id >= 0; id--) {
    const { timeMicros, cause } = trace.get(id);
    if (timeMicros > now) broken.push(`record ${id} is written ${timeMicros - now} µs ahead`);
    if (timeMicros < now) break;
    if (cause === NO_CAUSE) continue;
    if (cause >= id || trace.get(cause).timeMicros > timeMicros)
      broken.push(`record ${id} has record ${cause} as its cause`);
  }
  return broken;
};

export const kernelInvariants = (kernel: Kernel): readonly Invariant[] => [
  { name: 'no event before its cause', check: () => causesFirst(kernel) },
  {
    name: 'nothing is left to do in the past',
    check: () =>
      kernel.queue.nextTime < kernel.now
        ? [`an event of ${kernel.queue.nextTime} µs waits at ${kernel.now} µs`]
        : [],
  },
];
