/** Predicted times against measured ones: what counts as the same, and what is known to differ. */
import type { Spread } from '../statistics.ts';
import type { Measured, Metric } from '../timing/summary.ts';

/**
 * What daemons take to do their work, which is not simulated: two dozen laboratories ran at once on two processors, and
 * the loads of 18 to 21 stand beside the results. Words that need no timer came up to this late there.
 */
export const PROCESSING_MICROS = 100_000;

/** Of fewer runs there are no quartiles to speak of. */
const LEAST_RUNS = 5;

export const tooFew = ({ spread }: Measured): boolean => spread.n < LEAST_RUNS;

/** From so many seeds on the predicted median is taken as it is. */
const MANY_SEEDS = 200;

/** How far the median of few seeds may be from that of all: 95 % of the time (McGill, Tukey, Larsen 1978). */
const doubtOf = ({ n, lowerQuartile, upperQuartile }: Spread): number =>
  n >= MANY_SEEDS ? 0 : (1.57 * (upperQuartile - lowerQuartile)) / Math.sqrt(n);

export interface Exception {
  /** `row: customer - tested` */
  readonly cell: string;
  readonly metrics: readonly Metric[];
  readonly why: string;
}

/** Each with what is known of the reason. */
export const exceptions: readonly Exception[] = [
  {
    cell: 'flap-5s: exabgp - bird',
    metrics: ['reestablish', 'recovery'],
    why: 'its host tries the old connection again 0.27 s after the link is back, always; here within 0.1–0.6 s. The rest is 56 s of pauses in both',
  },
  {
    cell: 'silent-5s-hold-9: bird - gobgp',
    metrics: ['withdrawal'],
    why: "on the edge: BIRD's lost KEEPALIVE is sent again 6.3 s after the first time, and the hold timer expires 6.0–6.8 s after it; whoever comes first, the route goes after 7 s or after 9",
  },
];

export interface Comparison {
  readonly measured: Measured;
  /** Undefined: it never happens. */
  readonly predicted: Measured | undefined;
  readonly verdict: string;
  readonly exception: Exception | undefined;
}

const cellOf = ({ row, customer, tested }: Measured) => `${row}: ${customer} - ${tested}`;
const keyOf = (one: Measured) => `${cellOf(one)} ${one.metric}`;

/** Empty: the predicted median is within the measured quartiles, and the quartiles of both overlap. */
function disagreement(measured: Measured, predicted: Measured | undefined): string {
  if (tooFew(measured)) return '';
  if (predicted === undefined) return 'never predicted';
  const { spread: real } = measured;
  const { spread } = predicted;
  const [least, most] = [real.lowerQuartile - PROCESSING_MICROS, real.upperQuartile + PROCESSING_MICROS];
  const doubt = doubtOf(spread);
  if (spread.median + doubt < least || spread.median - doubt > most) return 'the median is outside';
  return spread.lowerQuartile > most || spread.upperQuartile < least ? 'the quartiles are apart' : '';
}

export function compare(
  measured: readonly Measured[],
  predicted: readonly Measured[],
): readonly Comparison[] {
  const byKey = new Map(predicted.map((one) => [keyOf(one), one]));
  return measured.map((real) => {
    const simulated = byKey.get(keyOf(real));
    const exception = exceptions.find(
      ({ cell, metrics }) => cell === cellOf(real) && metrics.includes(real.metric),
    );
    return {
      measured: real,
      predicted: simulated,
      verdict: disagreement(real, simulated),
      exception,
    };
  });
}

/** What is predicted in most runs and was measured in none. */
export function unmeasured(measured: readonly Measured[], predicted: readonly Measured[]): readonly string[] {
  const known = new Set(measured.map(keyOf));
  return predicted
    .filter((one) => !known.has(keyOf(one)) && one.spread.n > one.never)
    .map((one) => keyOf(one));
}
