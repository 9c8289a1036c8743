/** Sessions between the customer's own routers: the mesh of each AS, route reflectors, and what `neighbors` says. */
import { found, sorted } from './build-names.ts';
import type { EntityId, SessionConfig } from './entities.ts';
import { linkAddress } from './link-addresses.ts';
import { loopbackOf } from './loopback.ts';
import { halvesOf } from './neighbor-statement.ts';
import { sessionTimers } from './session-defaults.ts';
import type { AddressFamily, NetworkSpec, RouterSpec } from './spec.ts';
import type { Topology } from './topology.ts';

/** Both ends of every session between two routers; the sessions with AWS are there already. */
export function buildInternalSessions(spec: NetworkSpec, topology: Topology): void {
  for (const [name, router] of sorted(spec.routers)) {
    const meshed = meshOf(spec, name, router);
    const labels = new Set([...meshed, ...Object.keys(router.neighbors ?? {})]);
    for (const label of [...labels].sort()) {
      for (const family of familiesOf(spec, topology, name, label))
        addSession(spec, topology, name, label, family);
    }
  }
}

/** Name of the neighbour statement for another router. */
export const internalName = (router: string, label: string, family: AddressFamily): string =>
  `${router} ${label}${family === 'ipv6' ? ' ipv6' : ''}`;

/** The router at the other end of a session, which may have a name of its own. */
const otherOf = ({ routers }: NetworkSpec, name: string, label: string): string =>
  routers[name]?.neighbors?.[label]?.router ?? label;

/** The other routers of the AS that links lead to, with which the mesh and route reflection ask for a session. */
function meshOf(spec: NetworkSpec, name: string, router: RouterSpec): string[] {
  if (router.ibgp === 'none') return [];
  const clients = new Set(
    Object.values(spec.routers).flatMap(({ routeReflector }) => routeReflector?.clients ?? []),
  );
  const reflects = (reflector: string, client: string) =>
    spec.routers[reflector]?.routeReflector?.clients.includes(client) === true;
  return joinedTo(spec, name, router.asn).filter((other) => {
    if (spec.routers[other]?.ibgp === 'none') return false;
    if (reflects(name, other) || reflects(other, name)) return true;
    return !clients.has(name) && !clients.has(other);
  });
}

/** Routers of the AS that a chain of links inside it leads to, itself left out. */
function joinedTo(spec: NetworkSpec, name: string, asn: number): string[] {
  const reached = new Set([name]);
  const links = Object.values(spec.links);
  for (const router of reached) {
    for (const { between } of links) {
      if (!between.includes(router)) continue;
      // A Set goes on to what is added while it is walked.
      for (const other of between) if (spec.routers[other]?.asn === asn) reached.add(other);
    }
  }
  reached.delete(name);
  return [...reached];
}

const familyOf = (address: string): AddressFamily => (address.includes(':') ? 'ipv6' : 'ipv4');

/**
 * The family of the addresses that it runs between; else those that one of two routers has networks or sessions of,
 * and IPv4 when there is nothing to tell.
 */
function familiesOf(spec: NetworkSpec, topology: Topology, own: string, label: string): AddressFamily[] {
  const over = spec.routers[own]?.neighbors?.[label]?.over;
  const [address] = (over === undefined ? undefined : spec.links[over]?.addresses) ?? [];
  if (address !== undefined) return [familyOf(address)];
  const known = new Set<AddressFamily>();
  for (const name of [own, otherOf(spec, own, label)]) {
    for (const prefix of spec.routers[name]?.networks ?? []) known.add(familyOf(prefix));
    const router = topology.find(name);
    if (router === undefined) continue;
    for (const neighbor of topology.sources(router, 'partOf', 'neighbor'))
      known.add(topology.as('neighbor', neighbor).session.addressFamily);
  }
  return known.size === 0 ? ['ipv4'] : [...known].sort();
}

function addSession(
  spec: NetworkSpec,
  topology: Topology,
  name: string,
  label: string,
  addressFamily: AddressFamily,
): void {
  const [router, remote] = [found(topology, name), found(topology, otherOf(spec, name, label))];
  const { router: _named, over, ...statement } = spec.routers[name]?.neighbors?.[label] ?? {};
  const { session, policy } = halvesOf(statement);
  const link = over === undefined ? undefined : found(topology, over);
  const onLink = link === undefined ? undefined : linkAddress(topology, link, remote);
  const { asn, vendor } = topology.as('router', router);
  const pattern: SessionConfig = {
    addressFamily,
    localAsn: asn,
    remoteAsn: topology.as('router', remote).asn,
    remoteAddress: onLink ?? loopbackOf(topology.as('router', remote).routerId, addressFamily),
    authKey: '',
    ...sessionTimers(vendor),
    bfd: 'off',
    passive: false,
    shutdown: false,
  };
  const id: EntityId = topology.add({
    kind: 'neighbor',
    name: internalName(name, label, addressFamily),
    prepend: 0,
    ...policy,
    session: { ...pattern, ...session },
  });
  topology.relate(id, 'partOf', router);
  topology.relate(id, 'peersWith', remote);
  if (link !== undefined) topology.relate(id, 'crosses', link);
}
