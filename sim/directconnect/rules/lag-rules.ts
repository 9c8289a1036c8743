/** What membership of a LAG asks for. */
import { deviceOf, hostedOn, JUMBO_ABOVE, jumboCapable, membersOf, vifsOn } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { type ApiWorld, apiId, label } from '../api-world.ts';
import { type ApiError, firstError } from '../errors.ts';
import { messages } from '../messages.ts';
import { type Call, requireOwner } from '../operation.ts';
import { lagMembers } from '../quotas.ts';
import { addressConflict, isHosted, subnetsOfVif, vifQuota, vlanConflict } from './port-rules.ts';

/** Right after a change of membership a further one is refused. */
export const transition = (world: ApiWorld, connection: EntityId): ApiError | undefined =>
  world.kernel.now < world.resources.floor.ledger.transitionUntil(connection)
    ? messages.transitioning(apiId(world, connection))
    : undefined;

/** A live member cannot leave when too few operational ones would stay (assumed: operational); the last one may. */
export function leaveGuard(world: ApiWorld, connection: EntityId, lag: EntityId): ApiError | undefined {
  const { topology, link } = world;
  const { minimumLinks } = topology.as('lag', lag);
  if (membersOf(topology, lag).length === 1 || !link.operational(connection)) return undefined;
  return link.operationalMembers(lag) - 1 < minimumLinks
    ? messages.belowMinimumLinks(label(world, connection), label(world, lag), minimumLinks)
    : undefined;
}

/** A connection that may become a member of some LAG: a dedicated one, live, not in transition. */
export function joinable({ world, caller }: Pick<Call, 'world' | 'caller'>, connection: EntityId) {
  const { topology, resources } = world;
  const state = resources.state(connection);
  const leaves = topology.target(connection, 'memberOf');
  return firstError(
    () => requireOwner({ world, caller }, connection),
    () =>
      isHosted(world, connection)
        ? messages.badValue('connectionId', apiId(world, connection), 'a hosted connection joins no LAG')
        : undefined,
    () =>
      ['deleting', 'deleted', 'rejected'].includes(state)
        ? messages.wrongState(label(world, connection), state, 'it cannot join a LAG')
        : undefined,
    () => transition(world, connection),
    () => (leaves === undefined ? undefined : leaveGuard(world, connection, leaves)),
  );
}

/** Members are on one device and of one bandwidth. */
export function alike(world: ApiWorld, connection: EntityId, lag: EntityId): ApiError | undefined {
  const { topology } = world;
  const unlike = (what: string) => messages.unlikeLag(label(world, connection), what, label(world, lag));
  if (deviceOf(topology, connection) !== deviceOf(topology, lag)) return unlike('device');
  const { bandwidth } = topology.as('connection', connection);
  return bandwidth === topology.as('lag', lag).connectionsBandwidth ? undefined : unlike('bandwidth');
}

/** Everything that rides the connection fits on the LAG beside what is there. */
export function ridersFit(world: ApiWorld, connection: EntityId, lag: EntityId): ApiError | undefined {
  const { topology } = world;
  const vifs = vifsOn(topology, connection);
  const types = vifs.map((vif) => topology.as('virtualInterface', vif).type);
  const each = vifs.map((vif) => () => {
    const { vlan } = topology.as('virtualInterface', vif);
    return firstError(
      () => vlanConflict(world, lag, vlan),
      () => addressConflict(world, lag, subnetsOfVif(world, vif)),
    );
  });
  return firstError(
    () => vifQuota(world, lag, types),
    ...each,
    () => jumboFits(world, connection, lag),
    () => hostedVlansFit(world, connection, lag),
  );
}

function jumboFits(world: ApiWorld, connection: EntityId, lag: EntityId): ApiError | undefined {
  const { topology } = world;
  const [jumbo] = [...vifsOn(topology, lag), ...vifsOn(topology, connection)].filter(
    (vif) => topology.as('virtualInterface', vif).mtu > JUMBO_ABOVE,
  );
  if (jumbo === undefined) return undefined;
  const incapable = [connection, lag].find((port) => !jumboCapable(topology, port));
  return incapable === undefined
    ? undefined
    : messages.notJumboCapable(
        label(world, jumbo),
        topology.as('virtualInterface', jumbo).mtu,
        label(world, incapable),
      );
}

/** VLANs of hosted connections are unique on their parent. */
export function hostedVlanConflict(world: ApiWorld, parent: EntityId, vlan: number): ApiError | undefined {
  const { topology } = world;
  const holder = hostedOn(topology, parent).find((hosted) => topology.as('connection', hosted).vlan === vlan);
  return holder === undefined
    ? undefined
    : messages.hostedVlanTaken(vlan, label(world, parent), label(world, holder));
}

function hostedVlansFit(world: ApiWorld, connection: EntityId, lag: EntityId): ApiError | undefined {
  for (const hosted of hostedOn(world.topology, connection)) {
    const { vlan } = world.topology.as('connection', hosted);
    const error = vlan === undefined ? undefined : hostedVlanConflict(world, lag, vlan);
    if (error !== undefined) return error;
  }
  return undefined;
}

export function memberLimit(world: ApiWorld, lag: EntityId): ApiError | undefined {
  const limit = lagMembers(world.topology.as('lag', lag).connectionsBandwidth);
  return membersOf(world.topology, lag).length < limit
    ? undefined
    : messages.quota(label(world, lag), limit, 'connections');
}
