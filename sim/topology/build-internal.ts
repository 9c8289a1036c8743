/** Sessions between the customer's own routers: the mesh of each AS, route reflectors, and what `neighbors` says. */
import { found, sorted } from './build-names.ts';
import type { EntityId, SessionConfig } from './entities.ts';
import { loopbackOf } from './loopback.ts';
import { halvesOf } from './neighbor-statement.ts';
import { sessionTimers } from './session-defaults.ts';
import type { AddressFamily, NetworkSpec, RouterSpec } from './spec.ts';
import type { Topology } from './topology.ts';

/** Both ends of every session between two routers; the sessions with AWS are there already. */
export function buildInternalSessions(spec: NetworkSpec, topology: Topology): void {
  for (const [name, router] of sorted(spec.routers)) {
    const meshed = meshOf(spec, name, router);
    const others = new Set([...meshed, ...Object.keys(router.neighbors ?? {})]);
    for (const other of [...others].sort()) {
      for (const family of familiesOf(spec, topology, [name, other]))
        addSession(spec, topology, name, other, family);
    }
  }
}

/** Name of the neighbour statement for another router. */
export const internalName = (router: string, other: string, family: AddressFamily): string =>
  `${router} ${other}${family === 'ipv6' ? ' ipv6' : ''}`;

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

/** Families that one of two routers has networks or sessions of; IPv4 when there is nothing to tell. */
function familiesOf(spec: NetworkSpec, topology: Topology, routers: readonly string[]): AddressFamily[] {
  const known = new Set<AddressFamily>();
  for (const name of routers) {
    for (const prefix of spec.routers[name]?.networks ?? [])
      known.add(prefix.includes(':') ? 'ipv6' : 'ipv4');
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
  other: string,
  addressFamily: AddressFamily,
): void {
  const [router, remote] = [found(topology, name), found(topology, other)];
  const { session, policy } = halvesOf(spec.routers[name]?.neighbors?.[other] ?? {});
  const { asn, vendor } = topology.as('router', router);
  const pattern: SessionConfig = {
    addressFamily,
    localAsn: asn,
    remoteAsn: topology.as('router', remote).asn,
    remoteAddress: loopbackOf(topology.as('router', remote).routerId, addressFamily),
    authKey: '',
    ...sessionTimers(vendor),
    bfd: 'off',
    passive: false,
    shutdown: false,
  };
  const id: EntityId = topology.add({
    kind: 'neighbor',
    name: internalName(name, other, addressFamily),
    prepend: 0,
    ...policy,
    session: { ...pattern, ...session },
  });
  topology.relate(id, 'partOf', router);
  topology.relate(id, 'peersWith', remote);
}
