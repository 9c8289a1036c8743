/** Flows to AWS's public Regions, through the whole engine. Rules: user guide, routing policies and BGP communities. */
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import type { NetworkSpec, VirtualInterfaceSpec } from '../../sim/topology/spec.ts';

const london: VirtualInterfaceSpec = {
  type: 'public',
  on: 'c1',
  vlan: 301,
  mtu: 1500,
  peers: [{ addressFamily: 'ipv4', amazonAddress: '198.51.100.1/31', customerAddress: '198.51.100.0/31' }],
  routeFilterPrefixes: ['203.0.113.0/24'],
  customerEnd: 'mirror',
};
const virginia: VirtualInterfaceSpec = {
  ...london,
  on: 'c2',
  peers: [{ addressFamily: 'ipv4', amazonAddress: '198.51.100.3/31', customerAddress: '198.51.100.2/31' }],
};

const connection = {
  kind: 'dedicated',
  bandwidth: '1Gbps',
  carriers: [],
  delayMicros: 100,
  jumboFrameCapable: true,
} as const;

/** r1 in London and r2 in Virginia, each with a public virtual interface; r1 has a private network too. */
const network: NetworkSpec = {
  region: 'eu-west-2',
  accounts: { a: '111122223333' },
  devices: { d1: { location: 'EqLD5' }, d2: { location: 'EqDC2', region: 'us-east-1' } },
  carriers: {},
  routers: {
    r1: { asn: 65_001, networks: ['203.0.113.0/24', '10.10.0.0/16'], interfaces: { eth1: { kind: 'port' } } },
    r2: { asn: 65_002, networks: ['203.0.113.0/24'], interfaces: { eth1: { kind: 'port' } } },
  },
  links: {},
  connections: {
    c1: { ...connection, device: 'd1', cable: { router: 'r1', port: 'eth1' } },
    c2: { ...connection, device: 'd2', cable: { router: 'r2', port: 'eth1' } },
  },
  lags: {},
  vifs: { v301: london },
  gateways: {},
  vpcs: {},
};
const both: NetworkSpec = { ...network, vifs: { v301: london, v302: virginia } };

const flow = (to: string, source?: string) => ({
  from: 'r1',
  to: `aws ${to}`,
  rateBps: 1_000_000,
  packetSize: 1000,
  dontFragment: true,
  addressFamily: 'ipv4' as const,
  ...(source !== undefined && { source }),
});

function play(of: NetworkSpec, traffic: Record<string, ReturnType<typeof flow>>): Simulation {
  const sim = Simulation.build(of, { traffic });
  sim.advance({ to: '1m' });
  expect(sim.brokenInvariants()).toEqual([]);
  return sim;
}

/** The network with a route map towards AWS that sets these communities on everything. */
function tagged(of: NetworkSpec, communities: readonly string[]): NetworkSpec {
  const { r1 } = of.routers;
  if (r1 === undefined) throw new Error('no r1');
  const interfaces = {
    ...r1.interfaces,
    'eth1.301': { kind: 'subInterface', parent: 'eth1', for: 'v301', neighbor: { export: 'tag' } },
  } as const;
  return {
    ...of,
    routeMaps: { tag: { terms: [{ match: {}, set: { addCommunities: communities }, action: 'accept' }] } },
    routers: { ...of.routers, r1: { ...r1, interfaces } },
  };
}

const names = (sim: Simulation, path: readonly number[]) => path.map((id) => sim.nameOf(id));

describe('a flow to a Region', () => {
  it('goes over the public virtual interface, both ways measured, to near and far Regions', () => {
    const sim = play(network, { near: flow('eu-west-2'), far: flow('us-east-1') });
    expect(sim.flow('near').state).toBe('up');
    expect(sim.flow('far').state).toBe('up');
    expect(names(sim, sim.flow('near').path.toAws)).toEqual(['r1', 'r1 eth1.301', 'v301', 'aws eu-west-2']);
    expect(names(sim, sim.flow('near').path.toCustomer)).toEqual([
      ...['aws eu-west-2', 'v301', 'r1 eth1.301', 'r1'],
    ]);
  });

  it('is down with the connection, and says what it waits for', () => {
    const sim = play(network, { near: flow('eu-west-2') });
    sim.inject({ fault: 'fibre-cut', target: 'c1' });
    sim.advance({ to: '10m' });
    expect(sim.flow('near').state).toBe('down');
    expect(sim.outages('near')).toHaveLength(1);
  });

  it('needs a source that was announced: private addresses are dropped by AWS', () => {
    const sim = play(network, { raw: flow('eu-west-2', '10.10.0.0/16') });
    expect(sim.flow('raw').reason).toContain(
      'AWS drops it: its source 10.10.0.1 is in no prefix that v301 takes from the customer',
    );
    expect(sim.flow('raw').blackholed).toBe(true);
  });

  it('has no way back when the prefix is not among the route filter prefixes', () => {
    const narrow = { ...network, vifs: { v301: { ...london, routeFilterPrefixes: ['203.0.112.0/24'] } } };
    const sim = play(narrow, { near: flow('eu-west-2') });
    expect(sim.vif('v301').peers[0]?.prefixes).toEqual([]);
    expect(sim.flow('near').state).toBe('down');
    const silence = sim.explain(sim.outages('near')[0]?.downRecord ?? -1)[0];
    expect(silence).toContain('AWS drops it: its source 203.0.113.1');
    // The session is up all the same: what is not listed is ignored, not an error.
    expect(sim.vif('v301').peers[0]?.bgp).toBe('Established');
  });

  it('goes to prefixes that the network file puts in the place of the sample', () => {
    const own = {
      ...network,
      publicPrefixes: { 'eu-west-2': ['192.0.2.0/24'], 'eu-north-1': ['192.88.99.0/24'] },
    };
    const sim = play(own, { near: flow('eu-west-2'), new: flow('eu-north-1') });
    expect([sim.flow('near').state, sim.flow('new').state]).toEqual(['up', 'up']);
    const heard = sim.neighbor('r1 198.51.100.1').prefixes;
    expect(heard).toContain('192.0.2.0/24');
    expect(heard).not.toContain('3.8.0.0/14');
    expect(heard).toContain('3.80.0.0/12');
  });
});

describe("the customer's scope communities", () => {
  it.each([
    ['7224:9100', ['up', 'down', 'down']],
    ['7224:9200', ['up', 'up', 'down']],
    ['7224:9300', ['up', 'up', 'up']],
  ])('%s bounds how far its routes go: same Region, same continent, beyond', (community, states) => {
    const traffic = { here: flow('eu-west-2'), near: flow('eu-central-1'), far: flow('us-east-1') };
    const sim = play(tagged(network, [community]), traffic);
    expect(['here', 'near', 'far'].map((name) => sim.flow(name).state)).toEqual(states);
  });

  it('is named as what is missing: the Region does not hear the route', () => {
    const sim = play(tagged(network, ['7224:9100']), { far: flow('us-east-1') });
    expect(sim.flow('far').reason).toBe(
      'aws us-east-1 does not hear 203.0.113.0/24: its scope on v301 ends before',
    );
  });
});

describe('one prefix from two Regions', () => {
  it('the home Region wins, so a flow can come back elsewhere than it went', () => {
    const sim = play(both, { near: flow('eu-west-2'), far: flow('us-east-1') });
    const [near, far] = ['eu-west-2', 'us-east-1'].map((region) =>
      sim.routeCandidates(`aws ${region}`, '203.0.113.0/24').map((one) => [one.virtualInterface, one.lostOn]),
    );
    expect(near).toEqual([
      ['v301', undefined],
      ['v302', 'home Region'],
    ]);
    expect(far).toEqual([
      ['v302', undefined],
      ['v301', 'home Region'],
    ]);
    const { virtualInterface } = sim.flow('far');
    expect(sim.nameOf(virtualInterface.toAws ?? -1)).toBe('v301');
    expect(sim.nameOf(virtualInterface.toCustomer ?? -1)).toBe('v302');
  });

  it('elsewhere the shorter AS_PATH does, but not by prepending a private ASN', () => {
    const lostIn = (asn: number) => {
      const { r1, r2 } = both.routers;
      if (r1 === undefined || r2 === undefined) throw new Error('no routers');
      const eth = { kind: 'subInterface', parent: 'eth1', for: 'v301', neighbor: { prepend: 3 } } as const;
      const routers = { r1: { ...r1, asn, interfaces: { ...r1.interfaces, 'eth1.301': eth } }, r2 };
      const sim = play({ ...both, routers }, {});
      return sim
        .routeCandidates('aws ap-southeast-2', '203.0.113.0/24')
        .find(({ virtualInterface }) => virtualInterface === 'v301')?.lostOn;
    };
    expect(lostIn(64_496)).toBe('AS_PATH');
    expect(lostIn(65_001)).not.toBe('AS_PATH');
  });

  it("is not told the other connection: AWS hands a customer's routes to no customer", () => {
    const one: NetworkSpec = {
      ...both,
      vifs: { ...both.vifs, v302: { ...virginia, routeFilterPrefixes: [] } },
    };
    const sim = play(one, {});
    expect(sim.neighbor('r2 198.51.100.3').prefixes).not.toContain('203.0.113.0/24');
    expect(sim.session('v301 ipv4').aws?.advertised).not.toContain('203.0.113.0/24');
    expect(sim.session('v302 ipv4').aws?.advertised).not.toContain('203.0.113.0/24');
  });
});

describe('verification', () => {
  it('comes first: a public virtual interface that is verifying has no session and no routes', () => {
    const verifying = { ...network, vifs: { v301: { ...london, state: 'verifying' as const } } };
    const sim = play(verifying, { near: flow('eu-west-2') });
    expect(sim.vif('v301').state).toBe('verifying');
    expect(sim.flow('near')).toMatchObject({ state: 'down', reason: 'AWS provisions the peer v301 ipv4' });
    sim.advance({ to: '2h' });
    expect(sim.flow('near').state).toBe('up');
  });

  it('of one that the API makes: its Regions are there when it is', () => {
    const sim = play({ ...network, vifs: {} }, {});
    const request = {
      connectionId: 'c1',
      newPublicVirtualInterface: {
        virtualInterfaceName: 'v9',
        vlan: 301,
        asn: 65_001,
        amazonAddress: '198.51.100.1/31',
        customerAddress: '198.51.100.0/31',
        routeFilterPrefixes: [{ cidr: '203.0.113.0/24' }],
      },
    };
    expect(sim.call('CreatePublicVirtualInterface', request).ok).toBe(true);
    expect(sim.names('awsRegion')).toEqual([]);
    sim.advance({ to: '2h' });
    expect(sim.names('awsRegion')).toContain('aws eu-west-2');
  });
});

describe('two public virtual interfaces with equal routes', () => {
  const third: VirtualInterfaceSpec = {
    ...london,
    on: 'c3',
    peers: [{ addressFamily: 'ipv4', amazonAddress: '198.51.100.5/31', customerAddress: '198.51.100.4/31' }],
  };
  /** Of twenty flows from a Region, the ways back. */
  const waysBack = (region: string, secondIn: 'd1' | 'd2'): ReadonlySet<string> => {
    const { r2 } = network.routers;
    if (r2 === undefined) throw new Error('no r2');
    const spread: NetworkSpec = {
      ...network,
      routers: { ...network.routers, r3: { ...r2, asn: 65_003 } },
      connections: {
        ...network.connections,
        c3: { ...connection, device: secondIn, cable: { router: 'r3', port: 'eth1' } },
      },
      vifs: { v302: virginia, v303: third },
    };
    const traffic = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`f${n}`, { ...flow(region), from: 'r2' }]),
    );
    const sim = Simulation.build(spread, { seed: 1, timing: {}, traffic });
    return new Set(
      Object.keys(traffic).map((name) => {
        const vif = sim.flow(name).virtualInterface.toCustomer;
        return vif === undefined ? 'none' : sim.nameOf(vif);
      }),
    );
  };

  it('share the flows of their Region', () => {
    expect(waysBack('us-east-1', 'd2')).toEqual(new Set(['v302', 'v303']));
  });

  it('share those of another Region, too, while both are in one', () => {
    expect(waysBack('eu-west-2', 'd2')).toEqual(new Set(['v302', 'v303']));
  });

  it('share none when they are in different Regions', () => {
    expect(waysBack('us-east-1', 'd1')).toEqual(new Set(['v302']));
    expect(waysBack('eu-west-1', 'd1').size).toBe(1);
  });
});
