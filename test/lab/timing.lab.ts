/** Every timed row, many times, beside what dxdrill predicts of it. */
import { describe, expect, it } from 'vitest';
import { removeLeftovers } from './netns.ts';
import { APART_MILLIS, atOnce, filter, journalFile, runs, seeds, writes } from './options.ts';
import { pool } from './pool.ts';
import { reasonToSkip } from './requirements.ts';
import { thisMachine, writeTiming } from './results.ts';
import { compare } from './simulated/agreement.ts';
import { predictedOf } from './simulated/predicted.ts';
import { type Cell, cellName, cells } from './timing/campaign.ts';
import { journal } from './timing/journal.ts';
import { measure } from './timing/measure.ts';
import { measuredOf, type Run, saidOf } from './timing/summary.ts';
import { comparedTable, measuredTable, saidTable } from './timing/table.ts';

/** Share of the comparisons that chance alone may put outside. */
const MOST_OUTSIDE = 0.05;

const nameOf = ({ row, customer, tested }: Run) => `${row}: ${customer} - ${tested}`;

/** Round by round, so that what else the machine does spreads over all rows alike. */
function missing(have: readonly Run[]): readonly Cell[] {
  const wanted = cells.filter((cell) => filter().test(cellName(cell)));
  const had = (cell: Cell) => have.filter((run) => nameOf(run) === cellName(cell)).length;
  return Array.from({ length: runs() }, (_, round) => wanted.filter((cell) => had(cell) <= round)).flat();
}

const reason = await reasonToSkip();
if (reason !== undefined) console.log(`nothing is timed: ${reason}`);

describe.skipIf(reason !== undefined)('the times of real daemons', () => {
  it('can be measured in every run', async () => {
    await removeLeftovers();
    const kept = journal(journalFile());
    const jobs = missing(kept.runs);
    const results = await pool(
      jobs.map((cell) => async (): Promise<Run> => {
        const run = {
          row: cell.row.name,
          ...cell.pair,
          outcome: await measure(cell.row, cell.pair, Math.random),
        };
        kept.add(run);
        return run;
      }),
      { atOnce: atOnce(), apartMillis: APART_MILLIS },
    );
    const fresh = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const done = [...kept.runs.filter((run) => filter().test(nameOf(run))), ...fresh];
    const [measured, said] = [measuredOf(done), saidOf(done)];
    const wanted = cells.filter((cell) => filter().test(cellName(cell)));
    const compared = compare(measured, predictedOf(wanted, seeds()));
    console.log(`${measuredTable(measured)}\n\n${saidTable(said)}\n\n${comparedTable(compared)}`);
    if (writes()) writeTiming({ machine: await thisMachine(), measured, said });
    const failures = results.flatMap((result, i) => {
      const cell = jobs[i];
      return result.status === 'rejected' && cell ? [`${cellName(cell)}: ${String(result.reason)}`] : [];
    });
    expect(failures).toEqual([]);
    // Twenty runs are few: of perfect predictions some medians would lie outside such quartiles, too.
    const wrong = compared.filter(({ verdict, exception }) => verdict !== '' && exception === undefined);
    expect(wrong.length / Math.max(1, compared.length)).toBeLessThanOrEqual(MOST_OUTSIDE);
  });
});
