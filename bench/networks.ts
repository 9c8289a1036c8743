/** Networks of any size for the benches, within the quotas: 50 VIFs a connection, 30 a Direct Connect gateway. */
import type { GatewaySpec } from '../sim/topology/gateway-spec.ts';
import type { BfdSpec, NetworkSpec } from '../sim/topology/spec.ts';

const VIFS_A_CONNECTION = 50;
const VIFS_A_GATEWAY = 25;
const BFD: BfdSpec = { intervalMicros: 300_000, multiplier: 3 };
const ACCOUNT = 'network';

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const named = <T>(items: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(items);

/** So many private VIFs with one IPv4 session each: a router and a connection for 50, BFD on all of them. */
export function networkOf(vifs: number): NetworkSpec {
  const connections = range(Math.ceil(vifs / VIFS_A_CONNECTION));
  const gateways = range(Math.ceil(vifs / VIFS_A_GATEWAY));
  const on = (connection: number) =>
    range(vifs).slice(connection * VIFS_A_CONNECTION, (connection + 1) * VIFS_A_CONNECTION);
  const vlan = (vif: number) => 101 + (vif % VIFS_A_CONNECTION);
  return {
    region: 'eu-west-2',
    accounts: { [ACCOUNT]: '111122223333' },
    devices: named(connections.map((n) => [`device-${n}`, { location: 'EqLD5' }])),
    carriers: {},
    links: {},
    lags: {},
    routers: named(
      connections.map((n) => [
        `router-${n}`,
        {
          asn: 65001,
          networks: [`10.${n}.0.0/16`],
          interfaces: {
            eth1: { kind: 'port' },
            ...named(
              on(n).map((vif) => [
                `eth1.${vlan(vif)}`,
                { kind: 'subInterface', parent: 'eth1', for: `vif-${vif}`, neighbor: { bfd: BFD } } as const,
              ]),
            ),
          },
        },
      ]),
    ),
    connections: named(
      connections.map((n) => [
        `connection-${n}`,
        {
          kind: 'dedicated',
          device: `device-${n}`,
          bandwidth: '10Gbps',
          cable: { router: `router-${n}`, port: 'eth1' },
          carriers: [],
          delayMicros: 100,
          jumboFrameCapable: true,
        },
      ]),
    ),
    vifs: named(
      range(vifs).map((n) => [
        `vif-${n}`,
        {
          type: 'private',
          on: `connection-${Math.floor(n / VIFS_A_CONNECTION)}`,
          vlan: vlan(n),
          mtu: 1500,
          gateway: `dxgw-${Math.floor(n / VIFS_A_GATEWAY)}`,
          peers: [{ addressFamily: 'ipv4' }],
          routeFilterPrefixes: [],
          customerEnd: 'mirror',
        },
      ]),
    ),
    gateways: named<GatewaySpec>(
      gateways.flatMap((n) => [
        [
          `dxgw-${n}`,
          { kind: 'directConnectGateway', amazonSideAsn: 64512, associated: [`vgw-${n}`] },
        ] as const,
        [`vgw-${n}`, { kind: 'virtualGateway', amazonSideAsn: 64513, associated: [`vpc-${n}`] }] as const,
      ]),
    ),
    vpcs: named(gateways.map((n) => [`vpc-${n}`, { cidrs: [`172.${16 + (n % 16)}.${n >> 4}.0/24`] }])),
  };
}
