/**
 * Which resources a caller can name. Those who have a part in a resource see it: its owner, the owners of what it
 * rides, the owners of what rides it. For everyone else, and from another Region, it does not exist.
 */
import { deviceOf } from '../resources/queries.ts';
import type { EntityId, EntityOf } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { ApiWorld, Caller } from './api-world.ts';
import type { ApiError } from './errors.ts';
import { messages } from './messages.ts';

const isPort = (topology: Topology, id: EntityId): boolean =>
  topology.kind(id) === 'connection' || topology.kind(id) === 'lag';

/** The owner of a connection, LAG, virtual interface or gateway. */
export function ownerOf(topology: Topology, id: EntityId): string {
  const entity = topology.get(id);
  return 'ownerAccount' in entity ? entity.ownerAccount : '';
}

const regionOf = (topology: Topology, id: EntityId): string => {
  const entity = topology.get(id);
  return 'region' in entity ? entity.region : '';
};

/** What a virtual interface or hosted connection rides, and rode before it was deleted. */
const below = ({ topology, resources }: ApiWorld, id: EntityId): EntityId[] => {
  const rode = resources.floor.ledger.rode(id);
  return [...topology.targets(id, 'rides'), ...(rode === undefined ? [] : [rode])];
};

function hasPart(world: ApiWorld, account: string, id: EntityId): boolean {
  const { topology } = world;
  const owns = (entity: EntityId): boolean => ownerOf(topology, entity) === account;
  const down = (entity: EntityId): boolean =>
    owns(entity) || below(world, entity).some((under) => down(under));
  const up = (entity: EntityId): boolean =>
    owns(entity) || topology.sources(entity, 'rides').some((rider) => up(rider));
  return down(id) || up(id);
}

/** Deleted and rejected resources stay listed for a while. */
function isListed({ kernel, resources }: ApiWorld, id: EntityId): boolean {
  const ended = resources.floor.ledger.ended(id);
  return ended === undefined || kernel.now < ended + kernel.duration('deletedVisibility');
}

export const isVisible = (world: ApiWorld, caller: Caller, id: EntityId): boolean =>
  regionOf(world.topology, id) === caller.region && isListed(world, id) && hasPart(world, caller.account, id);

function findById(world: ApiWorld, id: string): EntityId | undefined {
  const { topology } = world;
  const entity = topology.find(id);
  if (entity === undefined) return undefined;
  const record = topology.get(entity);
  return 'id' in record && record.id === id ? entity : undefined;
}

/** A connection or LAG that the caller can see. */
export function findPort(world: ApiWorld, caller: Caller, id: string): EntityId | undefined {
  const entity = findById(world, id);
  if (entity === undefined || !isPort(world.topology, entity)) return undefined;
  return isVisible(world, caller, entity) ? entity : undefined;
}

const findOfKind =
  (kind: 'connection' | 'lag' | 'virtualInterface') =>
  (world: ApiWorld, caller: Caller, id: string): EntityId | undefined => {
    const entity = findById(world, id);
    if (entity === undefined || world.topology.kind(entity) !== kind) return undefined;
    return isVisible(world, caller, entity) ? entity : undefined;
  };

export const findConnection = findOfKind('connection');
export const findLag = findOfKind('lag');
export const findVirtualInterface = findOfKind('virtualInterface');

/** The refusal for a connection or LAG that the caller cannot see. */
export const portMissing = (id: string, { account, region }: Caller): ApiError =>
  id.startsWith('dxlag-')
    ? messages.lagMissing(id, account, region)
    : messages.connectionMissing(id, account, region);

export const virtualInterfaceMissing = (id: string, { account, region }: Caller): ApiError =>
  messages.virtualInterfaceMissing(id, account, region);

/** A gateway that the caller owns; virtual gateways only in their own Region, Direct Connect gateways everywhere. */
export function findGateway(
  { topology }: ApiWorld,
  caller: Caller,
  type: EntityOf<'gateway'>['type'],
  id: string,
): EntityId | undefined {
  const entity = topology.find(id);
  if (entity === undefined || topology.kind(entity) !== 'gateway') return undefined;
  const gateway = topology.as('gateway', entity);
  const here = type === 'directConnectGateway' || gateway.region === caller.region;
  return gateway.type === type && gateway.ownerAccount === caller.account && gateway.id === id && here
    ? entity
    : undefined;
}

/** The AWS device's id, as answers show it. */
export function deviceId({ topology }: Pick<ApiWorld, 'topology'>, port: EntityId): string | undefined {
  const device = deviceOf(topology, port);
  return device === undefined ? undefined : topology.as('awsDevice', device).awsDeviceV2;
}
