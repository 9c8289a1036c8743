/** What the caller of `npm run test:lab` may set. */

const number = (name: string, otherwise: number) => {
  const given = Number(process.env[name] ?? otherwise);
  if (!Number.isInteger(given) || given < 1) throw new Error(`${name} must be a number from 1`);
  return given;
};

/** Real runs of each timed row. */
export const runs = () => number('DXLAB_RUNS', 20);
/** Simulated runs of each timed row. */
export const seeds = () => number('DXLAB_SEEDS', 200);
/** Laboratories at once: nearly all of a run is waiting. */
export const atOnce = () => number('DXLAB_AT_ONCE', 24);
/** Rows or cases whose names match. */
export const filter = () => new RegExp(process.env.DXLAB_FILTER ?? '');
/** Commit what was measured: all of it, for it replaces what was there. */
export function writes(): boolean {
  const asked = process.env.DXLAB_WRITE === '1';
  if (asked && process.env.DXLAB_FILTER !== undefined) throw new Error('DXLAB_WRITE writes all or nothing');
  return asked;
}
/** File in which timed runs are kept; those that it holds already are not made again. */
export const journalFile = () => process.env.DXLAB_JOURNAL;
/** Kept apart: starting daemons costs more than all that follows. */
export const APART_MILLIS = 150;
