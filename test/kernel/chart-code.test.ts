import { expect, test } from 'vitest';
import { rigOf } from '../../bench/bgp-rig.ts';
import { bgpPeer } from '../../machines/bgp-peer.ts';
import { type Chart, defineChart } from '../../machines/chart.ts';
import { bgpPeerCode } from '../../sim/bgp/bgp-peer-code.ts';
import { bindChart, type ChartBinding } from '../../sim/kernel/chart-binding.ts';
import { codeOf } from '../../sim/kernel/chart-code.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';
import { differences } from './chart-proof.ts';

const table = compileChart(bgpPeer);

test('the committed code of the BGP peer is that of its chart', async () => {
  const text = codeOf(table, {
    chart: 'bgpPeer',
    file: '../../machines/bgp-peer.ts',
    function: 'bgpPeerCode',
  });
  await expect(text).toMatchFileSnapshot('../../sim/bgp/bgp-peer-code.ts');
});

test('it answers every event in every state under every valuation as XState does', () => {
  // The proof speaks of any chart; the binding that it makes has every name of this one.
  const code: NonNullable<Parameters<typeof differences>[2]> = (binding, otherwise) =>
    bgpPeerCode(binding as ChartBinding<typeof bgpPeer>, otherwise);
  expect(differences(bgpPeer, compileChart<Chart>(bgpPeer), code)).toEqual([]);
});

test('it refuses what is outside the table', () => {
  const { guards, actions } = rigOf(1);
  const nothing = () => undefined;
  const bound = bindChart(
    table,
    { guards, actions, delays: { start: nothing, cancel: nothing } },
    bgpPeerCode,
  );
  const at = (state: number) => ({ get: () => state, set: nothing });
  for (const event of [-1, table.events.length, 0.5, Number.NaN])
    expect(() => bound.fire(at(0), 0, event)).toThrow(RangeError);
  expect(() => bound.fire(at(table.leaves.length), 0, 0)).toThrow(RangeError);
  expect(bound.fire(at(table.leaf.Idle), 0, table.event.UpdateMsg)).toBe(false);
});

test('a chart that waits has no code', () => {
  const waits = defineChart({ id: 'waits', initial: 'a', states: { a: { after: { soon: 'b' } }, b: {} } });
  expect(() => codeOf(compileChart(waits), { chart: 'waits', file: './x.ts', function: 'f' })).toThrow(
    'after',
  );
});
