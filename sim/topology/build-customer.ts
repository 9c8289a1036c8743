/** The customer's side of a network: routers, interfaces, neighbours, cables. */

import { entityKey } from '../kernel/random.ts';
import { formatAddress, parseInterfaceAddress } from './address.ts';
import { buildInternalSessions } from './build-internal.ts';
import { found, sorted } from './build-names.ts';
import type { BgpPeer, EntityId, RouterPolicy, SessionConfig } from './entities.ts';
import { madeEnds } from './made-ends.ts';
import { given, halvesOf, routeMapName } from './neighbor-statement.ts';
import { sessionTimers } from './session-defaults.ts';
import type { InterfaceSpec, NeighborSpec, NetworkSpec, RouterSpec, SubInterfaceSpec } from './spec.ts';
import type { Topology } from './topology.ts';

const DEFAULT_MTU = 1500;

/** Adds everything that stands on the customer's premises. */
export function buildCustomerSide(spec: NetworkSpec, topology: Topology): void {
  for (const [name, { terms }] of sorted(spec.routeMaps ?? {}))
    topology.add({ kind: 'routeMap', name: routeMapName(name), terms });
  for (const [name, router] of sorted(spec.routers)) addRouter(topology, name, router);
  for (const [name, { between, metric, delayMicros, addresses, igp = 'active' }] of sorted(spec.links)) {
    const [a, b] = between;
    const ends = addresses && { addresses: { [a]: addresses[0], [b]: addresses[1] } };
    const link = topology.add({ kind: 'routerLink', name, metric, delayMicros, igp, ...ends });
    for (const router of between) topology.relate(link, 'connects', found(topology, router));
  }
  for (const [name, { cable }] of sorted(spec.connections)) {
    if (cable !== undefined)
      topology.relate(found(topology, `${cable.router} ${cable.port}`), 'cabledTo', found(topology, name));
  }
  for (const [name, router] of sorted(spec.routers)) {
    for (const [label, itf] of sorted(router.interfaces)) {
      if (itf.kind === 'subInterface') addCustomerInterface(topology, name, label, itf);
    }
  }
  const made = madeEnds({ ...spec, vifs: Object.fromEntries(sorted(spec.vifs)) });
  for (const { vif, router, parent, label } of made)
    addCustomerInterface(topology, router, label, { kind: 'subInterface', parent, for: vif });
  buildInternalSessions(spec, topology);
}

function addRouter(topology: Topology, name: string, router: RouterSpec): void {
  const routerId = router.routerId ?? madeRouterId(name);
  const { asn, networks, vendor = 'generic', routeReflector, aggregates, decision } = router;
  const id = topology.add({
    kind: 'router',
    name,
    asn,
    routerId,
    networks,
    vendor,
    ...given<RouterPolicy>({ routeReflector, aggregates, decision }),
  });
  if (router.site !== undefined) {
    const site = `site ${router.site}`;
    const siteId = topology.find(site) ?? topology.add({ kind: 'site', name: site });
    topology.relate(id, 'locatedAt', siteId);
  }
  const members = new Set(
    Object.values(router.interfaces).flatMap((itf) => (itf.kind === 'portChannel' ? itf.members : [])),
  );
  const ports = new Set([
    ...members,
    ...Object.keys(router.interfaces).filter((label) => router.interfaces[label]?.kind === 'port'),
  ]);
  for (const label of [...ports].sort()) {
    const port = router.interfaces[label];
    const shutdown = port?.kind === 'port' && port.shutdown === true;
    topology.relate(topology.add({ kind: 'port', name: `${name} ${label}`, label, shutdown }), 'partOf', id);
  }
  for (const [label, itf] of sorted(router.interfaces))
    if (itf.kind === 'portChannel') addPortChannel(id, name, label, itf);

  function addPortChannel(
    router: EntityId,
    routerName: string,
    label: string,
    itf: Extract<InterfaceSpec, { kind: 'portChannel' }>,
  ): void {
    const { lacp, lacpRate, minimumLinks } = itf;
    const channel = topology.add({
      kind: 'portChannel',
      name: `${routerName} ${label}`,
      label,
      lacp,
      lacpRate,
      minimumLinks,
      shutdown: itf.shutdown === true,
    });
    topology.relate(channel, 'partOf', router);
    for (const member of itf.members)
      topology.relate(found(topology, `${routerName} ${member}`), 'memberOf', channel);
  }
}

/** A BGP identifier out of 10.255.0.0/16, made from the name. */
function madeRouterId(name: string): string {
  const { low } = entityKey(`router id ${name}`);
  return `10.255.${(low >>> 8) & 0xff}.${1 + ((low >>> 16) % 254)}`;
}

/** A sub-interface with the neighbours that fit the virtual interface it is for. */
export function addCustomerInterface(
  topology: Topology,
  router: string,
  label: string,
  itf: SubInterfaceSpec,
): void {
  const vif = itf.for === undefined ? undefined : found(topology, itf.for);
  const peers = vif === undefined ? [] : peersOf(topology, vif);
  const record = vif === undefined ? undefined : topology.as('virtualInterface', vif);
  const id = topology.add({
    kind: 'subInterface',
    name: `${router} ${label}`,
    label,
    vlan: itf.vlan ?? record?.vlan ?? 0,
    addresses: itf.addresses ?? [...new Set(peers.map(({ customerAddress }) => customerAddress))],
    mtu: itf.mtu ?? record?.mtu ?? DEFAULT_MTU,
    shutdown: itf.shutdown === true,
  });
  topology.relate(id, 'partOf', found(topology, `${router} ${itf.parent}`));
  for (const peer of peers) addNeighbor(topology, router, patternOf(peer), itf.neighbor ?? {});
  if (vif === undefined && itf.neighbor?.remoteAddress !== undefined)
    addNeighbor(topology, router, blankPattern(topology, router, itf.neighbor.remoteAddress), itf.neighbor);
}

function peersOf(topology: Topology, vif: EntityId): BgpPeer[] {
  return topology.sources(vif, 'partOf', 'bgpPeer').map((peer) => topology.as('bgpPeer', peer));
}

/** A session's configuration but for its timers, which are the vendor's. */
type SessionPattern = Omit<SessionConfig, 'holdMicros' | 'keepaliveMicros'>;

/** The neighbour statement that fits AWS's end: its mirror image. */
function patternOf({ session, amazonAddress }: BgpPeer): SessionPattern {
  return {
    addressFamily: session.addressFamily,
    localAsn: session.remoteAsn,
    remoteAsn: session.localAsn,
    remoteAddress: formatAddress(parseInterfaceAddress(amazonAddress).address),
    authKey: session.authKey,
    // AWS's BFD is on, and inert until the customer configures it.
    bfd: 'off',
    passive: false,
    shutdown: false,
  };
}

function blankPattern(topology: Topology, router: string, remoteAddress: string): SessionPattern {
  const { asn } = topology.as('router', found(topology, router));
  const addressFamily = remoteAddress.includes(':') ? 'ipv6' : 'ipv4';
  return {
    addressFamily,
    localAsn: asn,
    remoteAsn: asn,
    remoteAddress,
    authKey: '',
    bfd: 'off',
    passive: false,
    shutdown: false,
  };
}

/** A router has one statement for an address, whatever interface leads there. */
function addNeighbor(
  topology: Topology,
  router: string,
  pattern: SessionPattern,
  change: NeighborSpec,
): void {
  const name = `${router} ${pattern.remoteAddress}`;
  const { session: members, policy } = halvesOf(change);
  const known = topology.find(name);
  if (known !== undefined) {
    const { session } = topology.as('neighbor', known);
    topology.update('neighbor', known, { session: { ...session, ...members }, ...policy });
    return;
  }
  const { asn, vendor } = topology.as('router', found(topology, router));
  const session: SessionConfig = { ...pattern, ...sessionTimers(vendor), localAsn: asn, ...members };
  const id = topology.add({ kind: 'neighbor', name, session, prepend: 0, ...policy });
  topology.relate(id, 'partOf', found(topology, router));
}
