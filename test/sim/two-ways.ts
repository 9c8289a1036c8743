/** Two routers, a connection each; `v1` rides `a` and has its other end staged, shut, on `r2`; `v2` rides `b`. */
import { Simulation, type SimulationOptions } from '../../sim/simulation.ts';
import type {
  ConnectionSpec,
  InterfaceSpec,
  NeighborSpec,
  NetworkSpec,
  VirtualInterfaceSpec,
} from '../../sim/topology/spec.ts';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;
/** Fibre of `a` and `b`, one way. */
export const DELAY = 100;

export interface TwoWays extends SimulationOptions {
  /** The router's statement for `v1` at `r1`. */
  readonly neighbor?: NeighborSpec;
  /** Without it only `v1` leads to the VPC. */
  readonly backup?: boolean;
}

const connection = (device: string, router: string): ConnectionSpec => ({
  kind: 'dedicated',
  device,
  bandwidth: '1Gbps',
  cable: { router, port: 'eth1' },
  // Behind a carrier, so that both ends keep their light when the path is cut.
  carriers: ['metro'],
  delayMicros: DELAY,
  jumboFrameCapable: true,
});

const vif = (on: string, vlan: number, gateway: string): VirtualInterfaceSpec => ({
  type: 'private',
  on,
  vlan,
  mtu: 1500,
  gateway,
  peers: [{ addressFamily: 'ipv4' }],
  routeFilterPrefixes: [],
  customerEnd: 'mirror',
});

export function network({ neighbor, backup }: TwoWays): NetworkSpec {
  const port: InterfaceSpec = { kind: 'port' };
  const sub = (name: string, shutdown: boolean): InterfaceSpec => ({
    kind: 'subInterface',
    parent: 'eth1',
    for: name,
    shutdown,
    ...(neighbor === undefined || name !== 'v1' ? {} : { neighbor }),
  });
  const router = (interfaces: Readonly<Record<string, InterfaceSpec>>) => ({
    asn: 65001,
    networks: ['172.16.0.0/16'],
    interfaces,
  });
  return {
    region: 'eu-west-2',
    accounts: { network: '111122223333' },
    devices: { d1: { location: 'EqLD5' }, d2: { location: 'EqLD5' } },
    carriers: { metro: { delayMicros: 0, faultPropagation: false } },
    routers: {
      r1: router({ eth1: port, 'eth1.101': sub('v1', false) }),
      r2: router({ eth1: port, 'eth1.101': sub('v1', true), 'eth1.102': sub('v2', false) }),
    },
    links: { core: { between: ['r1', 'r2'], metric: 10, delayMicros: 20 } },
    connections: { a: connection('d1', 'r1'), b: connection('d2', 'r2') },
    lags: {},
    vifs: { v1: vif('a', 101, 'gw1'), v2: vif('b', 102, backup === true ? 'gw1' : 'gw2') },
    gateways: {
      gw1: { kind: 'directConnectGateway', amazonSideAsn: 64512, associated: ['vgw1'] },
      gw2: { kind: 'directConnectGateway', amazonSideAsn: 64514, associated: ['vgw2'] },
      vgw1: { kind: 'virtualGateway', amazonSideAsn: 64513, associated: ['vpc1'] },
      vgw2: { kind: 'virtualGateway', amazonSideAsn: 64515, associated: ['vpc2'] },
    },
    vpcs: { vpc1: { cidrs: ['10.1.0.0/16'] }, vpc2: { cidrs: ['10.2.0.0/16'] } },
  };
}

/** The network at time 0, all sessions up, with one flow `prod` between `r1` and the VPC behind `v1`. */
export function twoWays(options: TwoWays = {}): Simulation {
  const { neighbor: _neighbor, backup: _backup, ...simulation } = options;
  return Simulation.build(network(options), {
    seed: 7,
    traffic: {
      prod: {
        from: 'r1',
        to: 'vpc1',
        rateBps: 100_000_000,
        packetSize: 1500,
        dontFragment: true,
        addressFamily: 'ipv4',
      },
    },
    ...simulation,
  });
}
