/** What dxdrill predicts for all cells: many seeds of each, summed up as the measurements are. */
import type { Cell } from '../timing/campaign.ts';
import type { TimingRow } from '../timing/rows.ts';
import { type Measured, measuredOf } from '../timing/summary.ts';
import { simulate } from './measure.ts';

export function predictedOf(cells: readonly Cell[], seeds: number): readonly Measured[] {
  const pairs = new Map<string, { readonly pair: Cell['pair']; readonly rows: TimingRow[] }>();
  for (const { pair, row } of cells) {
    const name = `${pair.customer} ${pair.tested}`;
    const known = pairs.get(name) ?? { pair, rows: [] };
    known.rows.push(row);
    pairs.set(name, known);
  }
  const runs = [...pairs.values()].flatMap(({ pair, rows }) =>
    Array.from({ length: seeds }, (_, index) => simulate(rows, pair, index + 1)).flat(),
  );
  return measuredOf(runs);
}
