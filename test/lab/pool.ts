/** Many jobs, a few at a time. Most of a job here is waiting, so there may be more of them than cores. */
import { pause } from './shell.ts';

export interface PoolOptions {
  readonly atOnce: number;
  /** Starts are kept this far apart: starting daemons is what costs, and would disturb those already being timed. */
  readonly apartMillis: number;
}

export async function pool<T>(
  jobs: readonly (() => Promise<T>)[],
  { atOnce, apartMillis }: PoolOptions,
): Promise<readonly PromiseSettledResult<T>[]> {
  const results: PromiseSettledResult<T>[] = [];
  let next = 0;
  let gate = Promise.resolve();
  const worker = async () => {
    while (next < jobs.length) {
      const index = next;
      next += 1;
      gate = gate.then(() => pause(apartMillis));
      await gate;
      const [result] = await Promise.allSettled([jobs[index]?.()]);
      if (result !== undefined) results[index] = settled(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, worker));
  return results;
}

function settled<T>(result: PromiseSettledResult<T | undefined>): PromiseSettledResult<T> {
  if (result.status === 'rejected') return result;
  if (result.value === undefined) return { status: 'rejected', reason: new Error('a job without a result') };
  return { status: 'fulfilled', value: result.value };
}
