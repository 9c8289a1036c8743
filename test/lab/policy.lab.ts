/** Every case, with every daemon that has the configuration for it: the answer, and the other answer without it. */
import { describe, expect, it } from 'vitest';
import { policyCases } from './cases/all.ts';
import { type Answer, ask, differences, expectedOf, unsupportedIn } from './cases/ask.ts';
import type { PolicyCase } from './cases/case.ts';
import { otherReason } from './cases/frr-reasons.ts';
import { removeLeftovers } from './netns.ts';
import { type DaemonName, daemonNames } from './network.ts';
import { APART_MILLIS, atOnce, filter, writes } from './options.ts';
import { pool } from './pool.ts';
import { reasonToSkip } from './requirements.ts';
import { type PolicyResult, thisMachine, writePolicy } from './results.ts';
import { simulatedAnswer } from './simulated/answer.ts';
import { disagreements } from './simulated/compare.ts';
import { table } from './timing/table.ts';

interface Job {
  readonly asked: PolicyCase;
  readonly daemon: DaemonName;
}

const jobs: readonly Job[] = policyCases
  .filter(({ name, decides }) => filter().test(`${decides}: ${name}`))
  .flatMap((asked) =>
    daemonNames
      // It keeps no table and passes nothing on.
      .filter((daemon) => daemon !== 'exabgp' && unsupportedIn(asked, daemon).length === 0)
      .map((daemon) => ({ asked, daemon })),
  );

async function play({ asked, daemon }: Job): Promise<PolicyResult> {
  return {
    name: asked.name,
    daemon,
    with: await ask(asked, asked.with, daemon),
    without: await ask(asked, asked.without, daemon),
  };
}

function verdict({ asked, daemon }: Job, result: PromiseSettledResult<PolicyResult> | undefined): string {
  if (result?.status !== 'fulfilled') return String(result?.reason);
  const wrong = (['with', 'without'] as const).flatMap((variant) =>
    differences(expectedOf(asked[variant], daemon), result.value[variant]).map(
      (text) => `${variant}: ${text}`,
    ),
  );
  const reasons = daemon === 'frr' ? otherReason(asked, result.value.with) : [];
  return [...wrong, ...reasons].join('; ');
}

/** What dxdrill answers otherwise than the daemon. */
function inDxdrill({ asked, daemon }: Job, result: PromiseSettledResult<PolicyResult> | undefined): string {
  if (result?.status !== 'fulfilled') return '';
  const wrong = (['with', 'without'] as const).flatMap((variant) =>
    disagreements({
      predicted: simulatedAnswer(asked, asked[variant], daemon),
      measured: result.value[variant],
    }).map((text) => `${variant}: ${text}`),
  );
  return wrong.length === 0 ? 'the same' : wrong.join('; ');
}

const shown = ({ best, together, asPath }: Answer) =>
  `${together.length > 1 ? together.join('+') : best} ${asPath.join(' ')}`.trim();

const reason = await reasonToSkip();
if (reason !== undefined) console.log(`policy cases are not played: ${reason}`);

describe.skipIf(reason !== undefined)('the chosen path', () => {
  it('is what each case says, of every daemon that can play it', async () => {
    await removeLeftovers();
    const options = { atOnce: atOnce(), apartMillis: APART_MILLIS };
    const results = await pool(
      jobs.map((job) => () => play(job)),
      options,
    );
    const verdicts = jobs.map((job, i) => ({
      ...job,
      result: results[i],
      wrong: verdict(job, results[i]),
      predicted: inDxdrill(job, results[i]),
    }));
    const lines = verdicts.map(({ asked, daemon, result, wrong, predicted }) => [
      asked.decides,
      asked.name,
      daemon,
      result?.status === 'fulfilled' ? shown(result.value.with) : '',
      result?.status === 'fulfilled' ? shown(result.value.without) : '',
      wrong === '' ? 'as expected' : wrong,
      predicted,
    ]);
    console.log(table(['decides', 'case', 'daemon', 'with it', 'without it', 'verdict', 'dxdrill'], lines));
    const answers = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
    if (writes()) writePolicy({ machine: await thisMachine(), answers });
    const failed = verdicts.filter(({ wrong }) => wrong !== '');
    expect(failed.map(({ asked, daemon, wrong }) => `${daemon}: ${asked.name}: ${wrong}`)).toEqual([]);
    const unpredicted = verdicts.filter(({ predicted }) => /^with/.test(predicted));
    expect(unpredicted.map(({ asked, predicted }) => `${asked.name}: ${predicted}`)).toEqual([]);
  });
});
