/** The life of a flow as one line of cells. */
import type { Outage } from '../../sim/scenario/result.ts';

export const legend = '█ up  ▓ down for part of the cell  ░ down';

/**
 * One cell for each equal slice of the run. A full `░` and a `▓` bound the downtime from below and above: with c µs a
 * cell, `░`·c ≤ downtime ≤ (`░` + `▓`)·c. Compared in µs × cells, so nothing is rounded.
 */
export function bar(outages: readonly Outage[], durationMicros: number, cells: number): string {
  if (durationMicros <= 0) return '';
  let line = '';
  for (let cell = 0; cell < cells; cell += 1) {
    const from = cell * durationMicros;
    const to = from + durationMicros;
    let down = 0;
    for (const outage of outages) {
      const start = Math.max(from, outage.fromMicros * cells);
      const end = Math.min(to, (outage.toMicros ?? durationMicros) * cells);
      if (end > start) down += end - start;
    }
    line += down === 0 ? '█' : down >= durationMicros ? '░' : '▓';
  }
  return line;
}
