/**
 * Random loss on a stream is drawn as one expiry, never packet by packet: the number of the trial at which the
 * first run of n losses is complete. The chain "k lost in a row" has n + 1 states; squaring its matrix reaches 2^50
 * trials in 50 steps.
 */
type Matrix = readonly (readonly number[])[];

/** Trials beyond this are never reached within the µs that a simulation can count. */
const LARGEST_POWER = 50;

function multiply(a: Matrix, b: Matrix): number[][] {
  return a.map((row) =>
    row.map((_, column) => row.reduce((sum, value, k) => sum + value * (b[k]?.[column] ?? 0), 0)),
  );
}

/** From k lost in a row: to k + 1 with the loss, else back to none; n is the end. */
function chain(loss: number, run: number): number[][] {
  return Array.from({ length: run + 1 }, (_, from) =>
    Array.from({ length: run + 1 }, (_, to) => {
      if (from === run) return to === run ? 1 : 0;
      if (to === from + 1) return loss;
      return to === 0 ? 1 - loss : 0;
    }),
  );
}

/**
 * Trial (from 1) at which the first run of `run` losses completes, each trial lost with `loss` (0 to 1),
 * independent. `u` in [0, 1) picks from the distribution. Infinity when it would take more than 2^50 trials.
 */
export function firstRunOf(loss: number, run: number, u: number): number {
  if (loss <= 0) return Number.POSITIVE_INFINITY;
  if (loss >= 1) return run;
  const powers: Matrix[] = [chain(loss, run)];
  const done = (distribution: readonly number[]) => distribution[run] ?? 0;
  // The first power whose chance of being done passes u bounds the search.
  while (powers.length <= LARGEST_POWER && done(powers[powers.length - 1]?.[0] ?? []) <= u) {
    const last = powers[powers.length - 1] ?? [];
    powers.push(multiply(last, last));
  }
  if (powers.length > LARGEST_POWER) return Number.POSITIVE_INFINITY;
  let distribution: number[] = Array.from({ length: run + 1 }, (_, state) => (state === 0 ? 1 : 0));
  let trials = 0;
  let weight = 1;
  for (let power = 1; power < powers.length; power++) weight *= 2;
  for (let power = powers.length - 1; power >= 0; power--, weight /= 2) {
    const next = multiply([distribution], powers[power] ?? [])[0] ?? [];
    if (done(next) <= u) {
      distribution = next;
      trials += weight;
    }
  }
  return trials + 1;
}

/** As `firstRunOf`, with the loss in parts per million. */
export function firstRun(lossPpm: number, run: number, u: number): number {
  return firstRunOf(lossPpm / 1_000_000, run, u);
}

/** Every packet, in parts per million. */
export const ALL_PPM = 1_000_000;

/** The loss of two stretches in a row, parts per million, rounded up. */
export const lossInRow = (a: number, b: number): number => a + b - Math.floor((a * b) / ALL_PPM);
