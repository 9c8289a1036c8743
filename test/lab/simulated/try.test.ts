import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { readTiming } from '../results.ts';
import { cells } from '../timing/campaign.ts';
import { measuredOf } from '../timing/summary.ts';
import { simulate } from './measure.ts';

test('try', () => {
  const n = Number(process.env.N ?? 20);
  const re = new RegExp(process.env.F ?? '');
  const wanted = cells.filter(({ row, pair }) => re.test(`${row.name}: ${pair.customer} - ${pair.tested}`));
  const t = performance.now();
  const runs = wanted.flatMap(({ row, pair }) =>
    Array.from({ length: n }, (_, i) => ({ row: row.name, ...pair, outcome: simulate(row, pair, i + 1) })),
  );
  const ms = performance.now() - t;
  const predicted = measuredOf(runs);
  const f = (x: number) => (x / 1e6).toFixed(3);
  const lines = readTiming().measured.flatMap((m) => {
    const p = predicted.find(
      (q) => q.row === m.row && q.customer === m.customer && q.tested === m.tested && q.metric === m.metric,
    );
    if (
      !wanted.some(
        ({ row, pair }) =>
          (m.row === 'start' || row.name === m.row) &&
          pair.customer === m.customer &&
          pair.tested === m.tested,
      )
    )
      return [];
    const s = m.spread;
    if (p === undefined)
      return [
        `${m.row} ${m.customer}-${m.tested} ${m.metric} MISSING measured n${s.n} [${f(s.lowerQuartile)} ${f(s.median)} ${f(s.upperQuartile)}]`,
      ];
    const q = p.spread;
    const tol = 50_000;
    const inside = q.median >= s.lowerQuartile - tol && q.median <= s.upperQuartile + tol;
    const overlap = q.lowerQuartile <= s.upperQuartile + tol && s.lowerQuartile <= q.upperQuartile + tol;
    return [
      `${inside && overlap ? '  ok' : 'BAD '} ${m.row} ${m.customer}-${m.tested} ${m.metric} measured ${f(s.median)} [${f(s.lowerQuartile)} ${f(s.upperQuartile)}] ${f(s.min)}-${f(s.max)} never${m.never} predicted ${f(q.median)} [${f(q.lowerQuartile)} ${f(q.upperQuartile)}] ${f(q.min)}-${f(q.max)} never${p.never}`,
    ];
  });
  for (const p of predicted) {
    const m = readTiming().measured.find(
      (q) => q.row === p.row && q.customer === p.customer && q.tested === p.tested && q.metric === p.metric,
    );
    if (m === undefined)
      lines.push(`EXTRA ${p.row} ${p.customer}-${p.tested} ${p.metric} ${f(p.spread.median)}`);
  }
  writeFileSync('/tmp/try.txt', lines.join('\n') + '\n');
  console.log(`${runs.length} runs in ${(ms / 1000).toFixed(1)} s`);
});
