/** Random small networks, sound by construction: what a loader would let through. */
import fc from 'fast-check';
import type { VpnSpec } from '../../sim/topology/gateway-spec.ts';
import {
  type ConnectionSpec,
  type FlowSpec,
  type InterfaceSpec,
  type LagSpec,
  type Named,
  type NetworkSpec,
  type RouterSpec,
  type Vendor,
  type VirtualInterfaceSpec,
  vendors,
} from '../../sim/topology/spec.ts';

export interface RandomNetwork {
  readonly network: NetworkSpec;
  readonly traffic: Named<FlowSpec>;
  readonly seed: number;
  readonly timing: Named<string | number>;
}

interface Choices {
  readonly seed: number;
  readonly singles: readonly SingleChoice[];
  readonly bundle: BundleChoice | undefined;
  readonly vifs: readonly VifChoice[];
  readonly joined: boolean;
  readonly vpn: 'static' | 'bgp' | undefined;
  readonly silent: boolean;
  readonly vendors: readonly [Vendor, Vendor];
}

interface SingleChoice {
  readonly router: number;
  readonly device: number;
  readonly carrier: boolean;
  readonly jumbo: boolean;
}

interface BundleChoice extends SingleChoice {
  readonly lacp: 'active' | 'passive' | 'on';
  readonly fast: boolean;
  readonly minimumLinks: number;
  readonly routerMinimum: number;
}

interface VifChoice {
  readonly place: number;
  readonly type: 'private' | 'transit' | 'public';
  readonly families: 'ipv4' | 'ipv6' | 'both';
  readonly jumbo: boolean;
  readonly bfd: boolean;
  readonly attached: boolean;
  readonly siteLink: boolean;
  readonly staged: boolean;
  readonly customer: boolean;
}

const single = { router: fc.nat(1), device: fc.nat(1), carrier: fc.boolean(), jumbo: fc.boolean() };
/** Half of them generic. */
const someVendor = fc.oneof(fc.constant('generic' as const), fc.constantFrom(...vendors));
const choices: fc.Arbitrary<Choices> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  singles: fc.array(fc.record(single), { minLength: 1, maxLength: 3 }),
  bundle: fc.option(
    fc.record({
      ...single,
      lacp: fc.constantFrom('active', 'passive', 'on'),
      fast: fc.boolean(),
      minimumLinks: fc.nat(2),
      routerMinimum: fc.integer({ min: 1, max: 2 }),
    }),
    { nil: undefined },
  ),
  vifs: fc.array(
    fc.record({
      place: fc.nat(3),
      type: fc.constantFrom('private', 'private', 'private', 'private', 'transit', 'public'),
      families: fc.constantFrom('ipv4', 'ipv4', 'ipv4', 'ipv6', 'both'),
      jumbo: fc.boolean(),
      bfd: fc.boolean(),
      attached: fc.constantFrom(true, true, true, false),
      siteLink: fc.boolean(),
      staged: fc.boolean(),
      customer: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  joined: fc.constantFrom(true, true, false),
  vpn: fc.constantFrom(undefined, 'static', 'bgp'),
  silent: fc.boolean(),
  vendors: fc.tuple(someVendor, someVendor),
});

export const networks: fc.Arbitrary<RandomNetwork> = choices.map(build);

function build(choice: Choices): RandomNetwork {
  const routers: [Record<string, InterfaceSpec>, Record<string, InterfaceSpec>] = [{}, {}];
  const connections: Record<string, ConnectionSpec> = {};
  const connect = (name: string, { router, device, carrier, jumbo }: SingleChoice) => {
    const interfaces = routers[router === 0 ? 0 : 1];
    const port = `eth${Object.keys(interfaces).length + 1}`;
    interfaces[port] = { kind: 'port' };
    connections[name] = {
      kind: 'dedicated',
      device: `d${device + 1}`,
      bandwidth: '1Gbps',
      cable: { router: `r${router + 1}`, port },
      carriers: carrier ? ['metro'] : [],
      delayMicros: 100,
      jumboFrameCapable: jumbo,
    };
    return port;
  };
  choice.singles.forEach((each, index) => {
    connect(`c${index + 1}`, each);
  });
  for (const name of ['ic1', 'ic2']) connections[name] = interconnect;
  const lags = bundle(choice.bundle, routers, connect);
  const places = [...choice.singles.map((_, index) => `c${index + 1}`), ...Object.keys(lags)];
  const vifs: Record<string, VirtualInterfaceSpec> = {};
  choice.vifs.forEach((each, index) => {
    const on = places[each.place % places.length] ?? 'c1';
    vifs[`v${index + 1}`] = vif(each, on, 101 + index, connections[on]?.jumboFrameCapable ?? false);
    if (each.customer) configure(routers, choice, on, `v${index + 1}`, each);
  });
  return {
    seed: choice.seed,
    timing: choice.silent ? { oldPeerTeardown: 'silent' } : {},
    traffic: {
      up: flow('r1', 'vpc', 'ipv4'),
      six: flow('r2', 'vpc', 'ipv6'),
      sites: flow('r1', 'r2', 'ipv4'),
    },
    network: {
      region: 'eu-west-2',
      accounts: { network: '111122223333', other: '444455556666' },
      devices: { d1: { location: 'EqLD5' }, d2: { location: 'EqLD5' } },
      carriers: { metro: { delayMicros: 300, faultPropagation: false } },
      routers: {
        r1: router(routers[0], choice.vendors[0]),
        r2: router(routers[1], choice.vendors[1]),
      },
      links: choice.joined ? { core: { between: ['r1', 'r2'], metric: 10, delayMicros: 20 } } : {},
      connections,
      lags,
      vifs,
      gateways: {
        gw: { kind: 'directConnectGateway', amazonSideAsn: 64512, associated: ['vgw'] },
        vgw: { kind: 'virtualGateway', amazonSideAsn: 64513, associated: ['vpc'] },
      },
      vpcs: { vpc: { cidrs: ['10.0.0.0/16', '2001:db8:1::/56'] } },
      vpns: choice.vpn === undefined ? {} : { vpn: vpn(choice.vpn) },
    },
  };
}

/** A partner's port, for hosted connections; what is behind it is not looked at. */
const interconnect: ConnectionSpec = {
  kind: 'interconnect',
  device: 'd1',
  bandwidth: '1Gbps',
  owner: 'other',
  carriers: [],
  delayMicros: 100,
  jumboFrameCapable: true,
};

/** Two members of one LAG, bundled on their router. */
function bundle(
  choice: BundleChoice | undefined,
  routers: readonly [Record<string, InterfaceSpec>, Record<string, InterfaceSpec>],
  connect: (name: string, choice: SingleChoice) => string,
): Record<string, LagSpec> {
  if (choice === undefined) return {};
  const members = ['l1', 'l2'].map((name) => connect(name, choice));
  const { lacp, fast, routerMinimum, minimumLinks } = choice;
  routers[choice.router === 0 ? 0 : 1].po1 = {
    kind: 'portChannel',
    members,
    lacp,
    lacpRate: fast ? 'fast' : 'slow',
    minimumLinks: routerMinimum,
  };
  return {
    lag: {
      connections: ['l1', 'l2'],
      minimumLinks,
      allowsHostedConnections: false,
      lacpRate: fast ? 'fast' : 'slow',
    },
  };
}

/** A second way, from the router that flows start at. */
const vpn = (routing: 'static' | 'bgp'): VpnSpec => ({
  router: 'r1',
  gateway: 'vgw',
  routing,
  routes: routing === 'static' ? ['172.16.0.0/16'] : [],
  delayMicros: 20_000,
});

const router = (interfaces: Named<InterfaceSpec>, vendor: Vendor): RouterSpec => ({
  asn: 65001,
  vendor,
  networks: ['172.16.0.0/16', '2001:db8:2::/48'],
  interfaces,
});

const flow = (from: string, to: string, addressFamily: 'ipv4' | 'ipv6'): FlowSpec => ({
  from,
  to,
  rateBps: 300_000_000,
  packetSize: 1500,
  dontFragment: true,
  addressFamily,
});

function vif(choice: VifChoice, on: string, vlan: number, jumboCapable: boolean): VirtualInterfaceSpec {
  const { type, families, jumbo, attached, siteLink } = choice;
  const wanted = families === 'both' ? (['ipv4', 'ipv6'] as const) : [families];
  const addresses =
    type === 'public'
      ? {
          amazonAddress: `203.0.113.${4 * (vlan - 100) + 1}/30`,
          customerAddress: `203.0.113.${4 * (vlan - 100) + 2}/30`,
        }
      : {};
  return {
    type,
    on,
    vlan,
    asn: 65001,
    mtu: jumbo && jumboCapable && type !== 'public' ? 8500 : 1500,
    peers: wanted.map((addressFamily) => ({
      addressFamily,
      ...(addressFamily === 'ipv4' ? addresses : {}),
    })),
    routeFilterPrefixes: type === 'public' ? ['172.16.0.0/16'] : [],
    customerEnd: 'mirror',
    ...(attached && type === 'private' ? { gateway: 'gw', siteLink } : {}),
  };
}

/** The customer's end configured by hand, on the other router also staged. */
function configure(
  routers: readonly [Record<string, InterfaceSpec>, Record<string, InterfaceSpec>],
  choice: Choices,
  on: string,
  name: string,
  { bfd, staged }: VifChoice,
): void {
  const placed = on === 'lag' ? choice.bundle : choice.singles[Number(on.slice(1)) - 1];
  const home = placed?.router === 0 ? 0 : 1;
  const neighbor = bfd ? { neighbor: { bfd: { intervalMicros: 300_000, multiplier: 3 } } } : {};
  const suffix = 100 + Number(name.slice(1));
  const add = (interfaces: Record<string, InterfaceSpec>, parent: string, shutdown: boolean) => {
    interfaces[`${parent}.${suffix}`] = { kind: 'subInterface', parent, for: name, shutdown, ...neighbor };
  };
  const parent = on === 'lag' ? 'po1' : portOf(choice, on);
  add(routers[home], parent, false);
  const other = routers[1 - home];
  const elsewhere = Object.entries(other ?? {}).find(([, { kind }]) => kind !== 'subInterface')?.[0];
  if (staged && other !== undefined && elsewhere !== undefined) add(other, elsewhere, true);
}

function portOf({ singles }: Choices, connection: string): string {
  const index = Number(connection.slice(1)) - 1;
  const router = singles[index]?.router;
  return `eth${singles.slice(0, index + 1).filter((each) => each.router === router).length}`;
}
