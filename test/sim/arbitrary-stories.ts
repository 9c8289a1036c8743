/**
 * Calls that belong together, for what hardly ever comes about by chance: to stop a failover test there must be one.
 * With the calls on their own they are all operations that are simulated.
 */
import fc from 'fast-check';
import {
  asn,
  call,
  family,
  minutes,
  newPort,
  publicAddresses,
  type RandomCall,
  vlan,
} from './arbitrary-calls.ts';
import { connection, port, vif } from './arbitrary-names.ts';

const failoverTest = fc
  .tuple(vif, minutes)
  .map(([virtualInterfaceId, testDurationInMinutes]) => [
    call('StartBgpFailoverTest', { virtualInterfaceId, testDurationInMinutes }),
    call('StopBgpFailoverTest', { virtualInterfaceId }),
  ]);

/** The second peer comes, and one of the two goes. */
const dualStackAndBack = fc
  .tuple(vif, family, family)
  .map(([virtualInterfaceId, addressFamily, gone]) => [
    call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer: { addressFamily, asn } }),
    call('DeleteBGPPeer', { virtualInterfaceId, bgpPeerId: `${virtualInterfaceId} ${gone}` }),
  ]);

/** A virtual interface for another account, which takes it into a gateway of its own. */
const allocation = fc
  .record({
    kind: fc.constantFrom('Private', 'Public', 'Transit'),
    on: port,
    vlan,
    addresses: publicAddresses,
  })
  .map(({ kind, on, vlan: tag, addresses }) => {
    const virtualInterfaceName = `allocated-${kind.toLowerCase()}`;
    const gateway = kind === 'Public' ? {} : { directConnectGatewayId: 'theirs' };
    const extra = kind === 'Public' ? addresses : {};
    return [
      call('CreateDirectConnectGateway', { directConnectGatewayName: 'theirs' }, 'other'),
      call(`Allocate${kind}VirtualInterface`, {
        connectionId: on,
        ownerAccount: 'other',
        [`new${kind}VirtualInterfaceAllocation`]: { virtualInterfaceName, vlan: tag, asn, ...extra },
      }),
      call(
        `Confirm${kind}VirtualInterface`,
        { virtualInterfaceId: virtualInterfaceName, ...gateway },
        'other',
      ),
    ];
  });

/** A partner's hosted connection, taken, used and moved. */
const hosted = fc.tuple(vlan, fc.nat(1)).map(([tag, from]) => {
  const [here, there] = from === 0 ? ['ic1', 'ic2'] : ['ic2', 'ic1'];
  const connectionId = 'hosted';
  return [
    call(
      'AllocateHostedConnection',
      {
        connectionId: here,
        ownerAccount: 'network',
        bandwidth: '500Mbps',
        connectionName: connectionId,
        vlan: tag,
      },
      'other',
    ),
    call('ConfirmConnection', { connectionId }),
    call('CreatePrivateVirtualInterface', {
      connectionId,
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'on-hosted',
        vlan: tag,
        asn,
        directConnectGatewayId: 'gw',
      },
    }),
    call('AssociateHostedConnection', { connectionId, parentConnectionId: there }, 'other'),
    call('DescribeHostedConnections', { connectionId: there }, 'other'),
  ];
});

const ordered = fc
  .constantFrom('fresh1', 'fresh2')
  .map((connectionName) => [
    call('CreateConnection', { location: 'EqLD5', bandwidth: '1Gbps', connectionName }),
    call('DeleteConnection', { connectionId: connectionName }),
  ]);

/** A LAG from a live connection, another member in and out again, and the end of it. */
const lagLife = fc
  .tuple(connection, connection)
  .map(([first, second]) => [
    call('CreateLag', { ...newPort, connectionId: first }),
    call('AssociateConnectionWithLag', { connectionId: second, lagId: 'lag2' }),
    call('DisassociateConnectionFromLag', { connectionId: second, lagId: 'lag2' }),
    call('DeleteLag', { lagId: 'lag2' }),
  ]);

export const stories: fc.Arbitrary<readonly RandomCall[]> = fc.oneof(
  failoverTest,
  dualStackAndBack,
  allocation,
  hosted,
  ordered,
  lagLife,
);
