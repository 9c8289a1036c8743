/** Questions about how resources hang together, all answered from the graph. */
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Floor } from './floor.ts';

export const JUMBO_ABOVE = 1500;

/** Virtual interfaces that ride a connection or LAG, those being deleted too. */
export const vifsOn = (topology: Topology, port: EntityId): readonly EntityId[] =>
  topology.sources(port, 'rides', 'virtualInterface');

/** Hosted connections that ride an interconnect or a partner's LAG. */
export const hostedOn = (topology: Topology, port: EntityId): readonly EntityId[] =>
  topology.sources(port, 'rides', 'connection');

export const membersOf = (topology: Topology, lag: EntityId): readonly EntityId[] =>
  topology.sources(lag, 'memberOf', 'connection');

/** BGP peers that are listed: those being deleted too. */
export const peersOf = (topology: Topology, vif: EntityId): readonly EntityId[] =>
  topology.sources(vif, 'partOf', 'bgpPeer');

/** BGP peers that are there to stay. */
export const livePeersOf = ({ topology, states }: Floor, vif: EntityId): EntityId[] =>
  peersOf(topology, vif).filter((peer) => !states.is(peer, 'deleting', 'deleted'));

/** Whether the API has heard that a session of this virtual interface is up. */
export const anySessionUp = (floor: Floor, vif: EntityId): boolean =>
  livePeersOf(floor, vif).some((peer) => floor.ledger.up(peer));

/** The physical connections under a connection or LAG: itself, the members, the parent's. */
export function physicalPorts(topology: Topology, port: EntityId): readonly EntityId[] {
  if (topology.kind(port) === 'lag') return membersOf(topology, port);
  const parent = topology.target(port, 'rides');
  return parent === undefined ? [port] : physicalPorts(topology, parent);
}

/** Jumbo frames can pass: the thing itself and every port under it are capable. */
export const jumboCapable = (topology: Topology, port: EntityId): boolean =>
  [port, ...physicalPorts(topology, port)].every(
    (id) => topology.kind(id) !== 'connection' || topology.as('connection', id).jumboFrameCapable,
  );

export const carriesJumbo = (topology: Topology, port: EntityId): boolean =>
  vifsOn(topology, port).some((vif) => topology.as('virtualInterface', vif).mtu > JUMBO_ABOVE);

/** The AWS device on which a connection or LAG ends; a hosted connection's is its parent's. */
export function deviceOf(topology: Topology, port: EntityId): EntityId | undefined {
  const device = topology.target(port, 'terminatesOn');
  if (device !== undefined) return device;
  const parent = topology.target(port, 'rides');
  return parent === undefined ? undefined : deviceOf(topology, parent);
}

/** The attachment in force, if any. */
export const attachmentOf = ({ topology, states }: Floor, vif: EntityId): EntityId | undefined =>
  topology.sources(vif, 'partOf', 'attachment').find((id) => !states.is(id, 'detached'));

export function gatewayOf(floor: Floor, vif: EntityId): EntityId | undefined {
  const attachment = attachmentOf(floor, vif);
  return attachment === undefined ? undefined : floor.topology.target(attachment, 'attachesTo');
}

/** The failover test that is running. */
export const runningTest = ({ topology, states }: Floor, vif: EntityId): EntityId | undefined =>
  topology.sources(vif, 'partOf', 'failoverTest').find((id) => states.is(id, 'inProgress'));
