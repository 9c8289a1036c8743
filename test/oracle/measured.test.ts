/** What real daemons did (`npm run test:lab`), as committed: that it is all there, and agrees with itself. */
import { describe, expect, it, test } from 'vitest';
import { policyCases } from '../lab/cases/all.ts';
import { differences, expectedOf, unsupportedIn } from '../lab/cases/ask.ts';
import { decisionSteps, policies } from '../lab/cases/case.ts';
import { otherReason } from '../lab/cases/frr-reasons.ts';
import { daemonNames } from '../lab/network.ts';
import { readPolicy, readTiming } from '../lab/results.ts';
import { spread } from '../lab/statistics.ts';
import { cells } from '../lab/timing/campaign.ts';

describe('the cases of chosen paths', () => {
  const { answers } = readPolicy();

  it('have names of their own', () => {
    expect(new Set(policyCases.map(({ name }) => name)).size).toBe(policyCases.length);
  });

  test.each(decisionSteps)('%s decides at least two', (step) => {
    expect(policyCases.filter(({ decides }) => decides === step).length).toBeGreaterThanOrEqual(2);
  });

  test.each(policies)('%s is in at least one', (policy) => {
    expect(policyCases.filter(({ decides }) => decides === policy).length).toBeGreaterThanOrEqual(1);
  });

  it.each(policyCases)('$decides: $name: without it, the answer is another', ({ with: withIt, without }) => {
    expect(without.expected).not.toEqual(withIt.expected);
  });

  const played = policyCases.flatMap((asked) =>
    daemonNames
      .filter((daemon) => daemon !== 'exabgp' && unsupportedIn(asked, daemon).length === 0)
      .map((daemon) => ({ asked, daemon, name: `${asked.decides}: ${asked.name}` })),
  );

  it.each(played)('$name: $daemon answers so', ({ asked, daemon }) => {
    const found = answers.filter((answer) => answer.name === asked.name && answer.daemon === daemon);
    expect(found).toHaveLength(1);
    for (const answer of found) {
      expect(differences(expectedOf(asked.with, daemon), answer.with)).toEqual([]);
      expect(differences(expectedOf(asked.without, daemon), answer.without)).toEqual([]);
      if (daemon === 'frr') expect(otherReason(asked, answer.with)).toEqual([]);
    }
  });
});

describe('the measured times', () => {
  const { measured, said } = readTiming();

  it.each(cells)('$row.name of $pair.customer and $pair.tested: at least twenty runs', ({ row, pair }) => {
    const notes = said.filter(
      (s) => s.row === row.name && s.customer === pair.customer && s.tested === pair.tested,
    );
    expect(notes).toHaveLength(1);
    const rows = measured.filter(
      (m) => m.row === row.name && m.customer === pair.customer && m.tested === pair.tested,
    );
    for (const { spread: s, never } of rows) expect(s.n + never).toBeGreaterThanOrEqual(20);
  });

  it('have the quartiles of their samples', () => {
    for (const { samplesMicros, spread: stored } of measured) expect(spread(samplesMicros)).toEqual(stored);
  });
});
