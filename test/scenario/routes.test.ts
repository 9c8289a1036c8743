/** Conditions about routes and paths, and what explains them. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../sim/scenario/evaluate.ts';
import { explainPaths, explainRoute } from '../../sim/scenario/explain-route.ts';
import { loadScenario } from '../../sim/scenario/load.ts';
import { buildScenario } from '../../sim/scenario/run.ts';
import { describeCondition } from '../../sim/scenario/schema/conditions.ts';
import type { Condition } from '../../sim/scenario/types.ts';
import { Simulation } from '../../sim/simulation.ts';
import { options, scenariosOf } from './fixtures.ts';

/** Two virtual interfaces of one router to one VPC; AWS is shown a longer path over the first. */
const text = `
dxdrill: 1
name: Two ways
duration: 10m
topology:
  region: eu-west-2
  devices: { d1: { location: EqLD5 }, d2: { location: EqLD5 } }
  routers:
    r1:
      asn: 65001
      networks: [10.10.0.0/16]
      interfaces:
        eth1: {}
        eth2: {}
        eth1.101: { for: v101, neighbor: { prepend: 2 } }
        eth2.102: { for: v102 }
    r2: { asn: 65001, networks: [10.11.0.0/16], interfaces: {} }
  links: { core: { between: [r1, r2] } }
  connections:
    c1: { device: d1, bandwidth: 1Gbps, port: r1 eth1 }
    c2: { device: d2, bandwidth: 1Gbps, port: r1 eth2 }
  vifs:
    v101: { on: c1, vlan: 101, gateway: g1 }
    v102: { on: c2, vlan: 102, gateway: g1 }
  gateways: { g1: { type: virtual, associated: [vpc] } }
  vpcs: { vpc: { cidrs: [10.0.0.0/16] } }
traffic:
  prod: { from: r1, to: vpc, rate: 1Mbps }
expect:
  - that: { flow: prod, state: up }
`;

/** The condition of the one expectation of a scenario. */
function conditionOf(words: string): Condition {
  const [scenario] = scenariosOf(text.replace('{ flow: prod, state: up }', words));
  const condition = scenario?.expect[0]?.that;
  if (condition === undefined) throw new Error('no expectation');
  return condition;
}

/** `marked text: message` of each problem of a scenario with this condition. */
const problemsOf = (words: string): string[] => problemsIn(text.replace('{ flow: prod, state: up }', words));

function problemsIn(changed: string): string[] {
  const loaded = loadScenario(changed, options('scenarios/test.yaml'));
  if (!('problems' in loaded)) return [];
  return loaded.problems.map(({ message, position: { line, column, length } }) => {
    const start = column - 1;
    return `${changed.split('\n')[line - 1]?.slice(start, start + length)}: ${message}`;
  });
}

function simulation() {
  const [scenario] = scenariosOf(text);
  if (scenario === undefined) throw new Error('no scenario');
  const sim = buildScenario(scenario);
  sim.advance({ to: '1m' });
  return sim;
}

const sim = simulation();
const look = (words: string) => evaluate(sim, conditionOf(words), { calls: new Map(), saved: new Map() });

describe('a condition about a route', () => {
  it.each([
    ['{ route: vpc, prefix: 10.10.0.0/16, via: v102 }', true],
    ['{ route: vpc, prefix: 10.10.0.0/16, via: c2 }', true],
    ['{ route: vpc, prefix: 10.10.0.0/16, via: v101 }', false],
    ['{ route: vpc, prefix: 10.10.0.0/16, via: v102, lost: { v101: AS_PATH } }', true],
    ['{ route: vpc, prefix: 10.10.0.0/16, lost: { v101: age } }', false],
    ['{ route: vpc, prefix: 10.10.0.0/16, lost: { v102: AS_PATH } }', false],
    ['{ route: r1, prefix: 10.0.0.0/16, via: v102, lost: { v101: router id } }', true],
    ['{ route: r2, prefix: 10.0.0.0/16, via: r1 }', true],
    ['{ route: r2, prefix: 10.99.0.0/16, via: r1 }', false],
    ['{ route: r1, prefix: 10.99.0.0/16 }', false],
  ])('%s: %s', (words, holds) => {
    expect(look(words).holds).toBe(holds);
  });

  it('says what it saw, and reads as what it asks for', () => {
    const asked = conditionOf('{ route: vpc, prefix: 10.10.0.0/16, via: v102, lost: { v101: AS_PATH } }');
    expect(describeCondition(asked)).toBe('route vpc: prefix 10.10.0.0/16, via v102, lost v101 on AS_PATH');
    expect(look('{ route: vpc, prefix: 10.10.0.0/16, lost: { v101: age } }').seen).toContain(
      'lost v101 on AS_PATH',
    );
  });

  it.each<[string, string]>([
    ['{ route: vpc, prefix: 10.10.0.0/16, lost: { v101: luck } }', 'luck: '],
    ['{ route: vpc, prefix: 10.10.0.0/16, lost: { v12: age } }', 'v12: no virtual interface'],
    ['{ route: vpc, prefix: 10.10.0.0/16, lost: {} }', '{}: expected a route that lost'],
    ['{ route: vpc, lost: { v101: age } }', '"prefix" is missing'],
    ['{ route: aws eu-west-9, prefix: 10.10.0.0/16 }', 'aws eu-west-9: no Region "aws eu-west-9"'],
    ['{ route: rx, prefix: 10.10.0.0/16 }', 'rx: no VPC or gateway or router "rx"'],
  ])('%s is refused, with its place', (words, message) => {
    expect(problemsOf(words)).toEqual([expect.stringContaining(message)]);
  });
});

describe('a condition about the symmetry of a flow', () => {
  it('holds of the flow as it goes, both ways over v102', () => {
    expect(look('{ flow: prod, asymmetric: false }').holds).toBe(true);
    expect(look('{ flow: prod, asymmetric: true }').holds).toBe(false);
  });

  it('is met when AWS prefers the other way than the router', () => {
    const other = simulation();
    other.configure('r1', [{ neighbor: neighborOf(other, 'v102'), prepend: 5 }]);
    other.advance({ to: '2m' });
    const { virtualInterface } = other.flow('prod');
    expect(
      [virtualInterface.toAws, virtualInterface.toCustomer].map((vif) => other.nameOf(vif ?? -1)),
    ).toEqual(['v102', 'v101']);
    const memory = { calls: new Map(), saved: new Map() };
    expect(evaluate(other, conditionOf('{ flow: prod, asymmetric: true }'), memory).holds).toBe(true);
    expect(explainPaths(other, 'prod').at(-1)).toBe('ASYMMETRIC: v102 to AWS, v101 back');
  });

  it('holds neither way while the flow is down', () => {
    const down = simulation();
    for (const connection of ['c1', 'c2']) down.inject({ fault: 'fibre-cut', target: connection });
    down.advance({ to: '5m' });
    const memory = { calls: new Map(), saved: new Map() };
    for (const words of ['true', 'false'])
      expect(evaluate(down, conditionOf(`{ flow: prod, asymmetric: ${words} }`), memory).holds).toBe(false);
    expect(explainPaths(down, 'prod').at(-1)).toBe('not both directions deliver');
  });
});

describe('a flow to a public Region', () => {
  const flowTo = (words: string) => text.replace('{ from: r1, to: vpc, rate: 1Mbps }', words);

  it.each<[string, string]>([
    ['{ from: r1, to: aws eu-west-9, rate: 1Mbps }', 'aws eu-west-9: no Region "aws eu-west-9"'],
    [
      '{ from: r1, to: aws London, rate: 1Mbps }',
      'aws London: expected a VPC, or a Region like aws eu-west-2',
    ],
    [
      '{ from: r1, to: vpc, source: 10.99.0.0/16, rate: 1Mbps }',
      '10.99.0.0/16: 10.99.0.0/16 is not behind r1',
    ],
    ['{ from: r1, to: vpc, source: "2001:db8::/32", rate: 1Mbps }', '2001:db8::/32 is no ipv4 prefix'],
  ])('%s is refused, with its place', (words, message) => {
    expect(problemsIn(flowTo(words))).toEqual([expect.stringContaining(message)]);
  });

  it('may end in a Region that the network adds', () => {
    const added = flowTo('{ from: r1, to: aws eu-west-9, rate: 1Mbps }').replace(
      '  region: eu-west-2',
      '  region: eu-west-2\n  publicPrefixes: { eu-west-9: [192.0.2.0/24] }',
    );
    expect(problemsIn(added)).toEqual([]);
    expect(problemsIn(added.replace('[192.0.2.0/24]', '[]'))).toHaveLength(2);
  });
});

/** The address that r1 knows AWS's end of a virtual interface by. */
const neighborOf = (of: ReturnType<typeof simulation>, vif: string): string =>
  of.vif(vif).peers[0]?.amazonAddress.split('/')[0] ?? '';

describe('explain route', () => {
  it('names winner, loser, step and order of the decision, of a router and of a VPC', () => {
    const [at, winner, loser, order] = explainRoute(sim, 'vpc', '10.10.0.0/16');
    expect(at).toBe('at 01:00.000');
    expect(winner).toContain('vpc sends to 10.10.0.0/16 via v102');
    expect(loser).toContain('not v101 (v101 ipv4), lost on AS_PATH: its AS_PATH has 3 hops, not 1');
    expect(order).toMatch(/^decided in this order: .*AS_PATH/);
    expect(explainRoute(sim, 'r1', '10.0.0.0/16').join('\n')).toMatch(/not v101 .* lost on router id/);
  });

  it('shows what a map refuses that takes another family only: the session is up, and nothing comes of it', () => {
    const policy = `  prefixLists: { six: '2001:db8::/32 le 48' }
  routeMaps: { six-only: [{ match: { prefixList: six } }] }
  routers:`;
    const [scenario] = scenariosOf(
      text.replace('  routers:', policy).replace('prepend: 2', 'import: six-only'),
    );
    if (scenario === undefined) throw new Error('no scenario');
    const refusing = buildScenario(scenario);
    refusing.advance({ to: '1m' });
    expect(refusing.vif('v101').state).toBe('available');
    expect(refusing.routeCandidates('r1', '10.0.0.0/16').map(({ lostOn }) => lostOn)).toEqual([
      undefined,
      'import policy',
    ]);
  });

  it("shows what a router hears and refuses: its own AS is in the path, as the gateway's is the same", () => {
    const [scenario] = scenariosOf(text);
    if (scenario === undefined) throw new Error('no scenario');
    const { r1, r2 } = scenario.network.routers;
    if (r1 === undefined || r2 === undefined) throw new Error('no routers');
    const routers = {
      r1: { ...r1, neighbors: { r2: {} } },
      r2: { ...r2, asn: 64_512, neighbors: { r1: {} } },
    };
    const clash = Simulation.build({ ...scenario.network, routers });
    clash.advance({ to: '1m' });
    const [only, ...others] = clash.routeCandidates('r2', '10.0.0.0/16');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ lostOn: 'AS loop', asPath: [65_001, 64_512] });
    expect(explainRoute(clash, 'r2', '10.0.0.0/16')[1]).toContain('none that it can use');
  });
});

describe('the trace', () => {
  it('says of a FIB that changed where it led before and where it leads now', () => {
    const other = simulation();
    const [v101, v102] = ['v101', 'v102'].map((vif) => neighborOf(other, vif));
    other.inject({ fault: 'fibre-cut', target: 'c2' });
    other.advance({ to: '2m' });
    const told = Array.from(other.trace, ({ id }) => other.describe(id));
    expect(told).toContain(`r1 changes its way to 10.0.0.0/16: ${v102} → ${v101}`);
  });

  it('has each of the two prefixes once when what is told of them changes, and nothing of what is heard', () => {
    const other = simulation();
    const before = [...other.trace].length;
    other.configure('r1', [{ neighbor: neighborOf(other, 'v102'), prepend: 5 }]);
    const told = Array.from(other.trace, ({ id }) => other.describe(id)).slice(before);
    expect(told.filter((words) => words.includes('sends UPDATE'))).toEqual([
      expect.stringContaining('(2 announced, 0 withdrawn)'),
    ]);
    expect(told.filter((words) => words.startsWith('r1 changes its way'))).toEqual([]);
  });
});
