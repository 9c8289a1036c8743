/** AWS's public network in the way of packets: which routes a Region uses, and what AWS lets in. */
import type { Route } from '../bgp/contract.ts';
import { isHeardIn, seenByOthers } from '../bgp/public-routes.ts';
import { type Address, contains, formatAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { AddressFamily } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import { type Floors, peersOf, publicInterfaces } from './net.ts';
import type { GatewayCandidate, Matching } from './selection.ts';
import { subnetOf } from './way.ts';

export const isPublicRegion = (topology: Topology, id: EntityId): boolean =>
  topology.kind(id) === 'awsRegion';

/** Routes of a public virtual interface's session that a Region hears, as it sees them. */
export function heardIn(
  { topology, installed }: Floors,
  region: EntityId,
  vif: EntityId,
  peer: EntityId,
): readonly Route[] {
  const here = topology.as('awsRegion', region).region;
  const home = topology.as('virtualInterface', vif).region;
  const { localAsn } = topology.as('bgpPeer', peer).session;
  return installed
    .routes(peer)
    .filter(({ attributes }) => isHeardIn(here, home, attributes))
    .map((route) => ({ ...route, attributes: seenByOthers(route.attributes, localAsn) }));
}

/** Of each public session, the route that matches and that a Region hears. */
export function publicCandidates(
  floors: Floors,
  region: EntityId,
  family: AddressFamily,
  matching: Matching,
): GatewayCandidate[] {
  const { topology } = floors;
  const here = topology.as('awsRegion', region).region;
  return publicInterfaces(topology).flatMap((holder) =>
    peersOf(topology, holder, family).flatMap((endpoint): GatewayCandidate[] => {
      const match = matching(heardIn(floors, region, holder, endpoint));
      if (match === undefined) return [];
      const atHome = topology.as('virtualInterface', holder).region === here;
      return [{ ...match, endpoint, holder, internal: false, metric: 0, atHome, inward: [region] }];
    }),
  );
}

/** What AWS's packet filter has against a packet; undefined: nothing. A source must be announced, a destination AWS's. */
export function filtered(
  { topology, bgp }: Floors,
  vif: EntityId,
  source: Address | undefined,
  destination: Address,
): string | undefined {
  const isAmazons = topology
    .all('awsRegion')
    .some((region) =>
      topology.as('awsRegion', region).prefixes.some((prefix) => contains(subnetOf(prefix), destination)),
    );
  if (!isAmazons) return `AWS drops it: ${formatAddress(destination)} is no public address of AWS's`;
  const isAnnounced =
    source !== undefined &&
    peersOf(topology, vif, source.family).some((peer) =>
      bgp.routes(peer).some(({ nlri }) => contains(subnetOf(nlri.text), source)),
    );
  if (isAnnounced) return undefined;
  const from = source === undefined ? 'its source' : `its source ${formatAddress(source)}`;
  return `AWS drops it: ${from} is in no prefix that ${topology.name(vif)} takes from the customer`;
}

/** Why no route to an address comes from a public session that is up. */
export function silenceOf(
  { topology, bgp, installed }: Floors,
  region: EntityId,
  vif: EntityId,
  address: Address,
): string {
  const name = topology.name(vif);
  const text = formatAddress(address);
  const covering = (routes: readonly Pick<Route, 'nlri'>[]) =>
    routes.find(({ nlri }) => contains(subnetOf(nlri.text), address))?.nlri.text;
  const peers = peersOf(topology, vif, address.family);
  const far = peers.map((peer) => covering(installed.routes(peer))).find((prefix) => prefix !== undefined);
  if (far !== undefined)
    return `${topology.name(region)} does not hear ${far}: its scope on ${name} ends before`;
  const unlisted = peers.map((peer) => covering(bgp.unlisted(peer))).find((prefix) => prefix !== undefined);
  if (unlisted !== undefined) return `${unlisted} is not among the route filter prefixes of ${name}`;
  return `nobody advertises a route to ${text} to ${name}`;
}
