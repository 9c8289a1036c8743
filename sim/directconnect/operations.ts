/** Operations that are simulated, by name. */
import type { Operation } from './operation.ts';
import { createBgpPeer, deleteBgpPeer } from './operations/bgp-peers.ts';
import { createConnection, deleteConnection, describeConnections } from './operations/connections.ts';
import { createLag } from './operations/create-lag.ts';
import {
  allocatePrivateVirtualInterface,
  allocatePublicVirtualInterface,
  allocateTransitVirtualInterface,
  createPrivateVirtualInterface,
  createPublicVirtualInterface,
  createTransitVirtualInterface,
} from './operations/create-virtual-interface.ts';
import {
  listVirtualInterfaceTestHistory,
  startBgpFailoverTest,
  stopBgpFailoverTest,
} from './operations/failover-tests.ts';
import {
  createDirectConnectGateway,
  describeDirectConnectGatewayAttachments,
  describeDirectConnectGateways,
  describeVirtualGateways,
} from './operations/gateways.ts';
import {
  allocateHostedConnection,
  associateHostedConnection,
  confirmConnection,
  describeHostedConnections,
} from './operations/hosted-connections.ts';
import {
  associateConnectionWithLag,
  deleteLag,
  describeLags,
  disassociateConnectionFromLag,
  updateLag,
} from './operations/lags.ts';
import { listVirtualInterfaceRoutes } from './operations/routes.ts';
import {
  associateVirtualInterface,
  confirmPrivateVirtualInterface,
  confirmPublicVirtualInterface,
  confirmTransitVirtualInterface,
  deleteVirtualInterface,
  describeVirtualInterfaces,
  updateVirtualInterfaceAttributes,
} from './operations/virtual-interfaces.ts';

/** A map, so that no name of a request ever finds a member of Object's. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    AllocateHostedConnection: allocateHostedConnection,
    AllocatePrivateVirtualInterface: allocatePrivateVirtualInterface,
    AllocatePublicVirtualInterface: allocatePublicVirtualInterface,
    AllocateTransitVirtualInterface: allocateTransitVirtualInterface,
    AssociateConnectionWithLag: associateConnectionWithLag,
    AssociateHostedConnection: associateHostedConnection,
    AssociateVirtualInterface: associateVirtualInterface,
    ConfirmConnection: confirmConnection,
    ConfirmPrivateVirtualInterface: confirmPrivateVirtualInterface,
    ConfirmPublicVirtualInterface: confirmPublicVirtualInterface,
    ConfirmTransitVirtualInterface: confirmTransitVirtualInterface,
    CreateBGPPeer: createBgpPeer,
    CreateConnection: createConnection,
    CreateDirectConnectGateway: createDirectConnectGateway,
    CreateLag: createLag,
    CreatePrivateVirtualInterface: createPrivateVirtualInterface,
    CreatePublicVirtualInterface: createPublicVirtualInterface,
    CreateTransitVirtualInterface: createTransitVirtualInterface,
    DeleteBGPPeer: deleteBgpPeer,
    DeleteConnection: deleteConnection,
    DeleteLag: deleteLag,
    DeleteVirtualInterface: deleteVirtualInterface,
    DescribeConnections: describeConnections,
    DescribeDirectConnectGatewayAttachments: describeDirectConnectGatewayAttachments,
    DescribeDirectConnectGateways: describeDirectConnectGateways,
    DescribeHostedConnections: describeHostedConnections,
    DescribeLags: describeLags,
    DescribeVirtualGateways: describeVirtualGateways,
    DescribeVirtualInterfaces: describeVirtualInterfaces,
    DisassociateConnectionFromLag: disassociateConnectionFromLag,
    ListVirtualInterfaceRoutes: listVirtualInterfaceRoutes,
    ListVirtualInterfaceTestHistory: listVirtualInterfaceTestHistory,
    StartBgpFailoverTest: startBgpFailoverTest,
    StopBgpFailoverTest: stopBgpFailoverTest,
    UpdateLag: updateLag,
    UpdateVirtualInterfaceAttributes: updateVirtualInterfaceAttributes,
  }),
);
