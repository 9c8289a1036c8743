/** Random calls, each on its own: they meet whatever the network is like. */
import fc from 'fast-check';
import { lag, port, vif } from './arbitrary-names.ts';

export interface RandomCall {
  readonly do: 'call';
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly as: string;
}

type Request = Readonly<Record<string, unknown>>;
type As = 'network' | 'other';

export const call = (operation: string, request: Request = {}, as: As = 'network'): RandomCall => ({
  do: 'call',
  operation,
  request,
  as,
});

/** Mostly by the owner of nearly everything. */
const drawn = (operation: string, request: fc.Arbitrary<Request>): fc.Arbitrary<RandomCall> =>
  fc
    .tuple(request, fc.integer({ min: 1, max: 8 }))
    .map(([each, n]) => call(operation, each, n === 8 ? 'other' : 'network'));

export const vlan = fc.integer({ min: 101, max: 106 });
export const asn = 65001;
export const minutes = fc.integer({ min: 1, max: 5 });
export const family = fc.constantFrom('ipv4', 'ipv6');
export const publicAddresses = fc.integer({ min: 20, max: 40 }).map((n) => ({
  amazonAddress: `203.0.113.${4 * n + 1}/30`,
  customerAddress: `203.0.113.${4 * n + 2}/30`,
  routeFilterPrefixes: [{ cidr: '172.16.0.0/16' }],
}));

const vifs = [
  drawn('DeleteVirtualInterface', fc.record({ virtualInterfaceId: vif })),
  drawn(
    'CreatePrivateVirtualInterface',
    fc.record({
      connectionId: port,
      newPrivateVirtualInterface: fc.record({
        virtualInterfaceName: fc.constantFrom('new1', 'new2'),
        vlan,
        asn: fc.constant(asn),
        directConnectGatewayId: fc.constant('gw'),
      }),
    }),
  ),
  drawn(
    'CreateTransitVirtualInterface',
    fc.record({
      connectionId: port,
      newTransitVirtualInterface: fc.record({
        virtualInterfaceName: fc.constant('transit'),
        vlan,
        asn: fc.constant(asn),
        directConnectGatewayId: fc.constant('gw'),
      }),
    }),
  ),
  drawn(
    'CreatePublicVirtualInterface',
    fc.record({ connectionId: port, vlan, addresses: publicAddresses }).map((each) => ({
      connectionId: each.connectionId,
      newPublicVirtualInterface: {
        virtualInterfaceName: 'public',
        vlan: each.vlan,
        asn,
        ...each.addresses,
      },
    })),
  ),
  drawn(
    'UpdateVirtualInterfaceAttributes',
    fc.oneof(
      fc.record({ virtualInterfaceId: vif, mtu: fc.constantFrom(1500, 8500, 9001) }),
      fc.record({ virtualInterfaceId: vif, enableSiteLink: fc.boolean() }),
    ),
  ),
  drawn(
    'CreateBGPPeer',
    fc.tuple(vif, family).map(([virtualInterfaceId, addressFamily]) => ({
      virtualInterfaceId,
      newBGPPeer: { addressFamily, asn },
    })),
  ),
  drawn('DeleteBGPPeer', fc.record({ virtualInterfaceId: vif, asn: fc.constant(asn) })),
  drawn('StartBgpFailoverTest', fc.record({ virtualInterfaceId: vif, testDurationInMinutes: minutes })),
  drawn('StopBgpFailoverTest', fc.record({ virtualInterfaceId: vif })),
  drawn('ListVirtualInterfaceRoutes', fc.record({ virtualInterfaceId: vif })),
] as const;

export const newPort = {
  numberOfConnections: 1,
  location: 'EqLD5',
  connectionsBandwidth: '1Gbps',
  lagName: 'lag2',
} as const;
const ports = [
  drawn('UpdateLag', fc.record({ lagId: lag, minimumLinks: fc.nat(2) })),
  drawn('AssociateConnectionWithLag', fc.record({ connectionId: port, lagId: lag })),
  drawn('DisassociateConnectionFromLag', fc.record({ connectionId: port, lagId: lag })),
  // Members of the LAG that most random networks begin with.
  drawn(
    'DisassociateConnectionFromLag',
    fc.record({ connectionId: fc.constantFrom('l1', 'l2'), lagId: fc.constant('lag') }),
  ),
  drawn(
    'CreateLag',
    port.map((connectionId) => ({ ...newPort, connectionId })),
  ),
  drawn('DeleteLag', fc.record({ lagId: lag })),
  drawn('DeleteConnection', fc.record({ connectionId: port })),
  drawn('CreateConnection', fc.constant({ location: 'EqLD5', bandwidth: '1Gbps', connectionName: 'fresh' })),
] as const;

const reads = fc
  .constantFrom(
    ...[
      'DescribeConnections',
      'DescribeDirectConnectGateways',
      'DescribeLags',
      'DescribeVirtualGateways',
      'DescribeVirtualInterfaces',
      'ListVirtualInterfaceTestHistory',
    ],
  )
  .map((operation) => call(operation));

const moves = drawn('AssociateVirtualInterface', fc.record({ virtualInterfaceId: vif, connectionId: port }));

export const calls: fc.Arbitrary<RandomCall> = fc.oneof(
  { weight: 9, arbitrary: moves },
  ...vifs,
  ...ports,
  { weight: 4, arbitrary: reads },
  drawn('DescribeDirectConnectGatewayAttachments', fc.constant({ directConnectGatewayId: 'gw' })),
);
