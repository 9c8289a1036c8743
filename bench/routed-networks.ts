/**
 * Networks of many routes within the quotas: 100 prefixes a session, 30 VIFs a Direct Connect gateway (6,000 of the
 * 10,000 prefixes that it may be allocated), 50 VIFs a connection, 10 connections a location, Region and account.
 */
import type { GatewaySpec } from '../sim/topology/gateway-spec.ts';
import type { InterfaceSpec, NetworkSpec, RouterSpec } from '../sim/topology/spec.ts';

export const PREFIXES_A_VIF = 100;
const VIFS_A_CONNECTION = 50;
const VIFS_A_GATEWAY = 30;
const CONNECTIONS_AN_ACCOUNT = 10;

/** `distinct`: no prefix twice. `shared`: each over two VIFs of one gateway, with attributes that differ. */
export type Shape = 'distinct' | 'shared';

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const named = <T>(items: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(items);

/** /24s out of 1.0.0.0 upwards; a bench needs more of them than private space has. */
const prefix = (n: number): string => `${1 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.0/24`;

/** What a VIF's neighbour is told: in the shape `shared` two VIFs of a gateway next to each other have the same. */
function prefixesOf(vif: number, shape: Shape): readonly string[] {
  const block = shape === 'distinct' ? vif : vif >> 1;
  return range(PREFIXES_A_VIF).map((n) => prefix(block * PREFIXES_A_VIF + n));
}

function routerOf(connection: number, vifs: readonly number[], shape: Shape): RouterSpec {
  const interfaces = vifs.map((vif): readonly [string, InterfaceSpec] => [
    `eth1.${vlanOf(vif)}`,
    {
      kind: 'subInterface',
      parent: 'eth1',
      for: `vif-${vif}`,
      neighbor: { advertise: prefixesOf(vif, shape), prepend: vif % 3 === 0 ? 1 : 0 },
    },
  ]);
  return {
    asn: 64_600 + (connection % 400),
    networks: [],
    interfaces: named([['eth1', { kind: 'port' }], ...interfaces]),
  };
}

const vlanOf = (vif: number): number => 101 + (vif % VIFS_A_CONNECTION);

/** Each router of such a network, with the virtual interfaces that end on it. */
export const vifsOfRouter = (vifs: number): readonly (readonly [router: string, vifs: readonly string[]])[] =>
  range(Math.ceil(vifs / VIFS_A_CONNECTION)).map((connection) => [
    `router-${connection}`,
    ridersOf(connection, vifs).map((vif) => `vif-${vif}`),
  ]);

const ridersOf = (connection: number, vifs: number): readonly number[] =>
  range(Math.min(VIFS_A_CONNECTION, vifs - connection * VIFS_A_CONNECTION)).map(
    (n) => connection * VIFS_A_CONNECTION + n,
  );

export function routedNetwork(vifs: number, shape: Shape): NetworkSpec {
  const connections = range(Math.ceil(vifs / VIFS_A_CONNECTION));
  const gateways = range(Math.ceil(vifs / VIFS_A_GATEWAY));
  const accounts = range(Math.ceil(connections.length / CONNECTIONS_AN_ACCOUNT));
  return {
    region: 'eu-west-2',
    accounts: named(accounts.map((n) => [`account-${n}`, String(100_000_000_000 + n)])),
    devices: named(connections.map((n) => [`device-${n}`, { location: 'EqLD5' }])),
    carriers: {},
    links: {},
    lags: {},
    routers: named(connections.map((n) => [`router-${n}`, routerOf(n, ridersOf(n, vifs), shape)])),
    connections: named(
      connections.map((n) => [
        `connection-${n}`,
        {
          kind: 'dedicated',
          device: `device-${n}`,
          bandwidth: '10Gbps',
          owner: `account-${Math.floor(n / CONNECTIONS_AN_ACCOUNT)}`,
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
          vlan: vlanOf(n),
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
