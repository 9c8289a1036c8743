import { describe, expect, it } from 'vitest';
import { loadNetwork, loadScenario } from '../../sim/scenario/load.ts';
import { exampleFile, fixture, networkFile, options, scenariosOf } from './fixtures.ts';

/** A network of one router, one connection and one VPC, as short as it gets. */
const tiny = `
dxdrill-network: 1
region: eu-west-2
devices: {d1: {location: EqLD5}}
routers: {r1: {asn: 65001, networks: [10.1.0.0/16], interfaces: {eth1: {}}}}
connections: {c1: {device: d1, bandwidth: 1Gbps, port: r1 eth1}}
vifs: {v1: {on: c1, vlan: 100, gateway: g1}}
gateways: {g1: {type: virtual, associated: [vpc1]}}
vpcs: {vpc1: {cidrs: [10.0.0.0/16]}}
`;
const files = { 'scenarios/tiny.yaml': tiny };
const header = 'dxdrill: 1\nname: A test\nduration: 10m\ntopology: {use: tiny.yaml}\n';

const networkOf = (text: string) => {
  const loaded = loadNetwork(text, { file: 'net.yaml' });
  if ('problems' in loaded) throw new Error(loaded.problems.map((one) => one.message).join('\n'));
  return loaded.value;
};
const only = (text: string) => {
  const [scenario, ...rest] = scenariosOf(text, files);
  if (scenario === undefined || rest.length > 0) throw new Error('not one scenario');
  return scenario;
};

describe('the shipped example', () => {
  const loaded = loadScenario(fixture(exampleFile), options(exampleFile));
  const scenario = 'value' in loaded ? loaded.value[0] : undefined;

  it('loads, with its network and its units resolved', () => {
    expect(scenario?.durationMicros).toBe(30 * 60 * 1_000_000);
    expect(scenario?.timing).toEqual({ virtualInterfaceMigration: 20_000_000 });
    expect(scenario?.traffic.prod?.rateBps).toBe(1_200_000_000);
    expect(scenario?.network.connections['dxcon-b1']?.cable).toEqual({ router: 'lon-r2', port: 'eth1' });
  });

  it('knows where its steps and expectations stand', () => {
    const lines = fixture(exampleFile).split('\n');
    for (const { id, position } of scenario?.timeline ?? [])
      expect(lines[position.line - 1]).toContain(`- id: ${id}`);
    expect(scenario?.timeline).toHaveLength(4);
    for (const { position } of scenario?.expect ?? [])
      expect(lines[position.line - 1]).toMatch(/^ {2}- (that|name):/);
  });

  it('reads the four verbs', () => {
    expect(scenario?.timeline.map((step) => step.verb)).toEqual(['api', 'api', 'router', 'fault']);
    expect(scenario?.timeline[2]).toMatchObject({
      trigger: { on: 'after', anchor: { base: 'move', offsetMicros: 5_000_000 } },
      set: [{ interface: 'po1.102', shutdown: false }],
      expect: 'ok',
    });
    expect(scenario?.timeline[3]).toMatchObject({
      fault: 'fibre-cut',
      target: 'dxcon-b1',
      forMicros: 300_000_000,
    });
  });
});

describe('a scenario', () => {
  it('has defaults for what it does not say', () => {
    expect(only(header)).toMatchObject({
      seed: 1,
      start: 'converged',
      profile: 'compat',
      tags: [],
      traffic: {},
      timeline: [],
      expect: [],
    });
  });

  it('numbers steps without an id from 1', () => {
    const text = `${header}timeline:\n  - {at: 1m, fault: bgp-reset, target: v1, end: aws}\n  - {after: step-1 + 1m, clear: step-1}`;
    expect(only(text).timeline.map((step) => step.id)).toEqual(['step-1', 'step-2']);
  });

  it('tells a call that must fail from one whose answer has members', () => {
    const call = '  - {at: 1m, api: DescribeVirtualInterfaces';
    const text = `${header}timeline:\n${call}}\n${call}, expect: {error: E, message: M}}\n${call}, expect: {a: 1}}`;
    expect(only(text).timeline.map((step) => step.verb === 'api' && step.expect)).toEqual([
      { kind: 'ok' },
      { kind: 'error', error: 'E', message: 'M' },
      { kind: 'answer', members: { a: 1 } },
    ]);
  });

  it('makes a range of a plain value', () => {
    const text = `${header}expect:\n  - that: {vif: v1, prefixes: 2, peers: {atLeast: 1}}`;
    expect(only(text).expect[0]).toMatchObject({
      name: 'vif v1: prefixes 2, peers at least 1',
      that: {
        subject: 'vif',
        name: 'v1',
        checks: { prefixes: { atLeast: 2, atMost: 2 }, peers: { atLeast: 1 } },
      },
      hold: { when: 'at', anchor: { base: 'end', offsetMicros: 0 } },
    });
  });

  it('may say of an expectation who says so', () => {
    const text = `${header}expect:\n  - {that: {vif: v1, bgp: Idle}, source: RFC 4486}\n  - {that: {vif: v1, bgp: Idle}}`;
    expect(only(text).expect.map((one) => one.source)).toEqual(['RFC 4486', undefined]);
  });

  it('lets later steps and conditions use what a call answered', () => {
    const text = `${header}timeline:
  - {id: make, at: 1m, api: CreatePrivateVirtualInterface, save: {virtualInterfaceId: fresh}}
  - {at: 2m, router: r1, set: {interface: eth1.300, for: $fresh}}
  - {at: 5m, api: DeleteVirtualInterface, request: {virtualInterfaceId: $fresh}}
expect:
  - {that: {vif: $fresh, state: deleted}}
  - {that: {interface: r1  eth1.300, state: down}}
  - {that: {call: make, ok: true}, at: 2m}`;
    expect(only(text).expect.map((one) => one.that.name)).toEqual(['$fresh', 'r1 eth1.300', 'make']);
  });

  it('takes an id that looks real without looking it up', () => {
    const text = `${header}timeline:\n  - {at: 1m, api: AssociateVirtualInterface, request: {virtualInterfaceId: dxvif-ffffffff, connectionId: c1}}`;
    expect(only(text).timeline).toHaveLength(1);
  });

  it('may be YAML with anchors', () => {
    const text = `${header}expect:\n  - that: &up {vif: v1, bgp: Established}\n    at: 1m\n  - that: *up\n    always: [start, end]`;
    expect(only(text).expect.map((one) => one.hold.when)).toEqual(['at', 'always']);
  });
});

describe('a matrix', () => {
  const text = `${header}seed: '\${{ seed }}'
matrix: {seed: [1, 2], stop: [3m, 4m]}
timeline: [{at: '\${{ stop }}', fault: bgp-reset, target: v1, end: aws}]`;

  it('makes a scenario of each combination, named by it', () => {
    expect(scenariosOf(text, files).map((one) => one.name)).toEqual([
      'A test [seed=1, stop=3m]',
      'A test [seed=1, stop=4m]',
      'A test [seed=2, stop=3m]',
      'A test [seed=2, stop=4m]',
    ]);
  });

  it('keeps the type of a value', () =>
    expect(scenariosOf(text, files).map((one) => one.seed)).toEqual([1, 1, 2, 2]));
});

describe('a network', () => {
  it('has defaults for what it does not say', () => {
    const network = networkOf(tiny);
    expect(network.accounts).toEqual({ 'network-account': '111122223333' });
    expect(network.connections.c1).toMatchObject({ kind: 'dedicated', delayMicros: 100, carriers: [] });
    expect(network.vifs.v1).toMatchObject({ type: 'private', mtu: 1500, customerEnd: 'mirror' });
    expect(network.vifs.v1?.peers).toEqual([{ addressFamily: 'ipv4' }]);
    expect(network.gateways.g1).toMatchObject({ kind: 'virtualGateway', amazonSideAsn: 64_512 });
    expect(network.devices.d1?.freePorts).toBe(8);
  });

  it('writes addresses and prefixes in one way', () => {
    const text = tiny
      .replace('[10.0.0.0/16]', '[2001:DB8:0:0::/56]')
      .replace(
        'gateway: g1',
        'gateway: g1, amazonAddress: 2001:DB8::0:1/125, customerAddress: 2001:DB8::2/125',
      );
    const network = networkOf(text);
    expect(network.vpcs.vpc1?.cidrs).toEqual(['2001:db8::/56']);
    expect(network.vifs.v1?.peers).toEqual([
      { addressFamily: 'ipv6', amazonAddress: '2001:db8::1/125', customerAddress: '2001:db8::2/125' },
    ]);
  });

  it('adds the families whose addresses AWS assigns', () => {
    const pair = 'amazonAddress: 169.254.0.1/30, customerAddress: 169.254.0.2/30';
    const text = tiny.replace('gateway: g1', `gateway: g1, families: [ipv4, ipv6], ${pair}`);
    expect(networkOf(text).vifs.v1?.peers.map((peer) => [peer.addressFamily, peer.customerAddress])).toEqual([
      ['ipv4', '169.254.0.2/30'],
      ['ipv6', undefined],
    ]);
  });

  it('gives a virtual interface on a hosted connection the VLAN of that connection', () => {
    const text = tiny
      .replace(
        '{c1: {device: d1,',
        '{i1: {type: interconnect, device: d1, bandwidth: 10Gbps}, c1: {type: hosted, parent: i1, vlan: 301,',
      )
      .replace('vlan: 100, ', '');
    expect(networkOf(text).vifs.v1?.vlan).toBe(301);
  });

  it('reads routers: ports, port-channels, sub-interfaces and neighbours', () => {
    const text = tiny.replace(
      '{eth1: {}}',
      `{eth1: {}, eth2: {shutdown: true}, po1: {members: [eth2]},
      eth1.100: {for: v1, address: 169.254.0.2/30, neighbor: {holdTime: 30s, bfd: on, authKey: '123456'}}}`,
    );
    expect(networkOf(text).routers.r1?.interfaces).toEqual({
      eth1: { kind: 'port' },
      eth2: { kind: 'port', shutdown: true },
      po1: { kind: 'portChannel', members: ['eth2'], lacp: 'active', lacpRate: 'slow', minimumLinks: 1 },
      'eth1.100': {
        kind: 'subInterface',
        parent: 'eth1',
        for: 'v1',
        addresses: ['169.254.0.2/30'],
        neighbor: {
          holdMicros: 30_000_000,
          bfd: { intervalMicros: 300_000, multiplier: 3 },
          authKey: '123456',
        },
      },
    });
  });

  it('is changed by name: merged, replaced, or taken away', () => {
    const changes =
      'topology: {use: tiny.yaml, vifs: {v1: {mtu: 9001}, v2: {on: c1, vlan: 7}}, gateways: {g2: {type: transit}}}';
    const { network } = only(header.replace(/topology: .*/, changes));
    expect(network.vifs.v1).toMatchObject({ vlan: 100, mtu: 9001, gateway: 'g1' });
    expect(network.vifs.v2).toMatchObject({ vlan: 7, mtu: 1500 });
    expect(Object.keys(network.gateways)).toEqual(['g1', 'g2']);
    const gone = only(header.replace(/topology: .*/, 'topology: {use: tiny.yaml, vifs: {v1: null}}'));
    expect(gone.network.vifs).toEqual({});
  });

  it('may stand in the scenario itself', () => {
    const inline = tiny.replace('dxdrill-network: 1\n', '').trim().replace(/^/gm, '  ');
    const { network } = only(header.replace(/topology: .*/, `topology:\n${inline}`));
    expect(network).toEqual(only(header).network);
  });

  it('is read once, from a path relative to the scenario', () => {
    const paths: string[] = [];
    const text = `${header.replace('tiny.yaml', '../networks/./london.yaml')}matrix: {n: [1, 2, 3]}\nseed: '\${{ n }}'`;
    const read = (path: string): string => {
      paths.push(path);
      return fixture(networkFile);
    };
    expect(loadScenario(text, { ...options('scenarios/deep/a.yaml'), read })).toHaveProperty('value');
    expect(paths).toEqual(['scenarios/networks/london.yaml']);
  });
});
