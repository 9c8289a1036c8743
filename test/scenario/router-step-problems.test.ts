/** Router steps over a network with policy: what is read, and what is said against them. */
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import { options, scenariosOf } from './fixtures.ts';
import { network, shown } from './policy-network.ts';

/** A scenario over that network with one router step. */
const scenarioWith = (set: string): string =>
  `dxdrill: 1\nname: x\nduration: 1m\ntopology: { use: policy.yaml }\ntimeline:\n  - { at: 10s, router: lon-r1, set: ${set} }\n`;
const files = { 'scenarios/policy.yaml': network };

describe('a router step', () => {
  it.each<[string, object]>([
    ['{ neighbor: 169.254.1.1, import: from-aws, weight: 5 }', { import: 'from-aws', weight: 5 }],
    [
      '{ neighbor: lon-r2, export: none, gracefulShutdown: true }',
      { export: 'none', gracefulShutdown: true },
    ],
    ['{ neighbor: lon-r3, import: from-aws }', { neighbor: 'lon-r3' }],
    ['{ neighbor: par-2, clear: true }', { neighbor: 'par-2', clear: true }],
    ['{ interface: e, shutdown: true }', { interface: 'e', shutdown: true }],
    ['{ neighbor: 169.254.1.1, maximumPrefixes: off }', { maximumPrefixes: 'off' }],
    [
      '{ neighbor: 169.254.1.1, gracefulRestart: { mode: restarting, restartTime: 60s } }',
      { gracefulRestart: { mode: 'restarting', restartMicros: 60_000_000 } },
    ],
    [
      '{ neighbor: 169.254.1.1, gracefulRestart: helper }',
      { gracefulRestart: { mode: 'helper', restartMicros: 120_000_000 } },
    ],
  ])('%s is read', (set, expected) => {
    const [scenario] = scenariosOf(scenarioWith(set), files);
    expect(scenario?.timeline[0]).toMatchObject({ set: [expected] });
  });

  it.each<[string, string]>([
    ['{ neighbor: 169.254.1.1, import: from-azure }', 'from-azure: no route map "from-azure"'],
    [
      '{ neighbor: 169.254.1.1, export: from-aws }',
      'from-aws: from-aws sets a weight (term 1), which is never sent',
    ],
    [
      '[{ neighbor: 169.254.1.1, export: to-lon }]',
      'to-lon: to-lon sets a local preference (term 1), which is not sent',
    ],
    [
      '{ neighbor: par-r1, export: to-lon }',
      'to-lon: to-lon sets a local preference (term 1), which is not sent',
    ],
    ['{ neighbor: lon-r9, weight: 5 }', 'lon-r9: no router or VPN "lon-r9"'],
    ['{ neighbor: lon-r4, weight: 5 }', 'lon-r4: lon-r1 has no session with lon-r4'],
    ['{ neighbor: par-2, export: to-lon }', 'to-lon: to-lon sets a local preference (term 1)'],
    ['{ interface: e, mtu: 9001 }', 'mtu: e is a link to another router: it has no "mtu"'],
    ['{ interface: b, shutdown: true }', 'b: no interface "b"'],
    ['{ neighbor: 169.254.1, weight: 5 }', '169.254.1: "169.254.1" is not an IP address'],
    ['{ neighbor: 7, weight: 5 }', '7: expected the address of a neighbour, or the name of a router'],
    ['{ neighbor: 169.254.1.1, weight: 70000 }', '70000: 70000 is too large: at most 65535'],
    ['{ neighbor: 169.254.1.1, allowasIn: -1 }', '-1: -1 is too small: at least 0'],
  ])('%s: %s', (set, expected) => {
    const text = scenarioWith(set);
    const loaded = loadScenario(text, options('scenarios/test.yaml', files));
    const found = 'problems' in loaded ? loaded.problems.map((one) => shown(text, one)) : [];
    expect(
      found.some((one) => one.startsWith(expected)),
      found.join('\n'),
    ).toBe(true);
  });

  it('may set a local preference towards a router of the AS', () => {
    expect(scenariosOf(scenarioWith('{ neighbor: lon-r2, export: to-lon }'), files)).toHaveLength(1);
  });
});

describe('a condition', () => {
  const of = (neighbor: string) =>
    `${scenarioWith('{ neighbor: lon-r2, weight: 1 }')}expect:\n  - that: { neighbor: ${neighbor}, bgp: Established }\n`;

  it('names a neighbour by its router too', () => {
    expect(scenariosOf(of('lon-r1 lon-r2'), files)).toHaveLength(1);
  });

  it('does not know one that has no session', () => {
    const text = of('lon-r1 lon-r4');
    const loaded = loadScenario(text, options('scenarios/test.yaml', files));
    expect('problems' in loaded && loaded.problems.map(({ message }) => message)).toEqual([
      'lon-r1 has no session with lon-r4',
    ]);
  });
});
