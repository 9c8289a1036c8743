/** Gateways, attachments and failover tests as the API answers them. */
import type { EntityId } from '../topology/entities.ts';
import { type ApiWorld, apiId, shownName } from './api-world.ts';
import { epochSeconds } from './epoch.ts';
import { type Answer, present, type ShapeName } from './presence.ts';

/** The console's words; the API types the status as free text. */
export const testStatus: Readonly<Record<string, string>> = {
  inProgress: 'In progress',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

const presenter =
  (shape: ShapeName, valuesOf: (world: ApiWorld, id: EntityId) => Answer) =>
  (world: ApiWorld, operation: string, id: EntityId): Answer =>
    present(shape, { operation, laterMembers: world.profile.laterMembers }, valuesOf(world, id));

export const failoverTestAnswer = presenter('VirtualInterfaceTestHistory', ({ topology, resources }, id) => {
  const test = topology.as('failoverTest', id);
  const vif = topology.as('virtualInterface', topology.only(id, 'partOf'));
  return {
    testId: test.id,
    virtualInterfaceId: vif.id,
    bgpPeers: test.bgpPeers,
    status: testStatus[resources.state(id)],
    ownerAccount: vif.ownerAccount,
    testDurationInMinutes: test.durationMinutes,
    startTime: epochSeconds(test.startMicros),
    endTime: test.endMicros === undefined ? undefined : epochSeconds(test.endMicros),
  };
});

export const directConnectGatewayAnswer = presenter('DirectConnectGateway', (world, id) => {
  const gateway = world.topology.as('gateway', id);
  return {
    ...gateway,
    directConnectGatewayId: gateway.id,
    directConnectGatewayName: shownName(world, id),
    directConnectGatewayState: world.resources.state(id),
  };
});

export const attachmentAnswer = presenter('DirectConnectGatewayAttachment', (world, id) => {
  const { topology, resources } = world;
  const vif = topology.as('virtualInterface', topology.only(id, 'partOf'));
  return {
    directConnectGatewayId: apiId(world, topology.only(id, 'attachesTo')),
    virtualInterfaceId: vif.id,
    virtualInterfaceRegion: vif.region,
    virtualInterfaceOwnerAccount: vif.ownerAccount,
    attachmentState: resources.state(id),
    attachmentType: vif.type === 'transit' ? 'TransitVirtualInterface' : 'PrivateVirtualInterface',
  };
});

export const virtualGatewayAnswer = presenter('VirtualGateway', (world, id) => ({
  virtualGatewayId: apiId(world, id),
  virtualGatewayState: world.resources.state(id),
}));
