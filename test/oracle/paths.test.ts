/** The paths that dxdrill chooses, against those that real daemons chose (`npm run test:lab`), as committed. */
import { describe, expect, it } from 'vitest';
import { policyCases } from '../lab/cases/all.ts';
import { unsupportedIn } from '../lab/cases/ask.ts';
import { daemonNames } from '../lab/network.ts';
import { readPolicy } from '../lab/results.ts';
import { simulatedAnswer } from '../lab/simulated/answer.ts';
import { disagreements, isSame } from '../lab/simulated/compare.ts';

const { answers } = readPolicy();

const played = policyCases.flatMap((asked) =>
  daemonNames
    .filter((daemon) => daemon !== 'exabgp' && unsupportedIn(asked, daemon).length === 0)
    .map((daemon) => ({ asked, daemon, name: `${asked.decides}: ${asked.name}` })),
);

describe('dxdrill chooses as the daemon did', () => {
  it.each(played)('$name: $daemon', ({ asked, daemon }) => {
    const measured = answers.find((answer) => answer.name === asked.name && answer.daemon === daemon);
    if (measured === undefined) throw new Error(`${daemon} was never asked: ${asked.name}`);
    const withIt = simulatedAnswer(asked, asked.with, daemon);
    const without = simulatedAnswer(asked, asked.without, daemon);
    expect(disagreements({ predicted: withIt, measured: measured.with })).toEqual([]);
    expect(disagreements({ predicted: without, measured: measured.without })).toEqual([]);
    // And what decides decides here too: without it the answer is another, if it was with the daemon.
    expect(isSame(withIt, without)).toBe(isSame(measured.with, measured.without));
  });
});
