/**
 * Changes of a customer router's configuration. A router refuses what a router refuses (the same subnet on two live
 * interfaces, one VLAN twice on a port) and then changes nothing; everything else takes effect at once.
 */
import type { Bgp } from '../bgp/bgp.ts';
import { subInterfacesOf } from '../bgp/facing.ts';
import type { Igp } from '../igp/igp.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ceaseSubcodes, type LinkLayer } from '../resources/layers.ts';
import { overlaps, parseInterfaceAddress } from '../topology/address.ts';
import { addCustomerInterface } from '../topology/build-customer.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { given, halvesOf, routeMapName } from '../topology/neighbor-statement.ts';
import type { InterfaceChange, NeighborChange, RouterChange } from '../topology/router-change.ts';
import type { Topology } from '../topology/topology.ts';

export interface RouterWorld {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: LinkLayer;
  readonly bgp: Bgp;
  readonly igp: Pick<Igp, 'touch'>;
}

/** Applies the changes in order, all or none. Returns what the router says against them, or undefined. */
export function configureRouter(
  world: RouterWorld,
  routerName: string,
  changes: readonly RouterChange[],
): string | undefined {
  const { kernel, topology } = world;
  const router = topology.find(routerName);
  if (router === undefined || topology.kind(router) !== 'router') return `there is no router ${routerName}`;
  const before = topology.checkpoint();
  const touched: EntityId[] = [];
  for (const change of changes) {
    const refusal =
      apply(topology, router, change, touched) ??
      ('interface' in change ? conflictOn(topology, router) : undefined);
    if (refusal !== undefined) {
      topology.rollBack(before);
      kernel.record('router.refused', router, 0, 0, refusal);
      return refusal;
    }
  }
  kernel.record('router.changed', router, 0, 0, changes.map(describe).join('; '));
  for (const entity of touched) {
    if (topology.kind(entity) === 'neighbor') world.bgp.touch(entity);
    else if (topology.kind(entity) === 'routerLink') world.igp.touch(entity);
    else world.link.touch(entity);
  }
  world.bgp.touch(router);
  clearSessions(world, router, changes);
  return undefined;
}

/** Once all else is in force: sessions are ended, and begin anew. */
function clearSessions(
  { topology, bgp }: RouterWorld,
  router: EntityId,
  changes: readonly RouterChange[],
): void {
  for (const change of changes) {
    if (!('neighbor' in change) || change.clear !== true) continue;
    for (const neighbor of neighborsCalled(topology, router, change.neighbor))
      bgp.reset(neighbor, ceaseSubcodes.administrativeReset);
  }
}

/** In words, the key redacted; in one order, however the members were written. */
function describe(change: RouterChange): string {
  const { interface: itf, neighbor, remove, ...members }: Record<string, unknown> = { ...change };
  const shown = Object.entries(members)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${name === 'authKey' ? '[PROTECTED]' : JSON.stringify(value)}`);
  const head = remove === undefined ? `${itf ?? neighbor}` : `remove ${remove}`;
  return [head, ...shown].join(' ').replaceAll('"', '');
}

function apply(
  topology: Topology,
  router: EntityId,
  change: RouterChange,
  touched: EntityId[],
): string | undefined {
  if ('neighbor' in change) return applyNeighbor(topology, router, change, touched);
  if ('remove' in change) return applyRemoval(topology, router, change.remove, touched);
  return applyInterface(topology, router, change, touched);
}

function applyNeighbor(
  topology: Topology,
  router: EntityId,
  change: NeighborChange,
  touched: EntityId[],
): string | undefined {
  const { neighbor: called, clear: _done, ...members } = change;
  const neighbors = neighborsCalled(topology, router, called);
  if (neighbors.length === 0) return `no neighbour ${called}`;
  for (const map of [members.import, members.export])
    if (map !== undefined && map !== 'none' && topology.find(routeMapName(map)) === undefined)
      return `there is no route map ${map}`;
  const { session, policy } = halvesOf(members);
  for (const neighbor of neighbors) {
    const before = topology.as('neighbor', neighbor).session;
    topology.update('neighbor', neighbor, { session: { ...before, ...session }, ...policy });
    touched.push(neighbor);
  }
  return undefined;
}

/** The one with an address, or those with another router: one a family. */
const neighborsCalled = (topology: Topology, router: EntityId, called: string): readonly EntityId[] =>
  [called, `${called} ipv6`].flatMap((label): EntityId[] => {
    const found = topology.find(`${topology.name(router)} ${label}`);
    return found !== undefined && topology.kind(found) === 'neighbor' ? [found] : [];
  });

/** A removed interface stays in the graph as a node without edges: indices are never reused. */
function applyRemoval(
  topology: Topology,
  router: EntityId,
  label: string,
  touched: EntityId[],
): string | undefined {
  const itf = topology.find(`${topology.name(router)} ${label}`);
  if (itf === undefined) return `no interface ${label}`;
  if (topology.kind(itf) === 'portChannel') {
    for (const member of topology.sources(itf, 'memberOf', 'port')) {
      topology.unrelate(member, 'memberOf', itf);
      touched.push(member);
    }
    topology.update('portChannel', itf, { shutdown: true });
  } else if (topology.kind(itf) === 'subInterface')
    topology.update('subInterface', itf, { shutdown: true, addresses: [] });
  else return `${label} is a port and cannot be removed`;
  touched.push(itf);
  return undefined;
}

function isVif(topology: Topology, name: string): boolean {
  const entity = topology.find(name);
  return entity !== undefined && topology.kind(entity) === 'virtualInterface';
}

function applyInterface(
  topology: Topology,
  router: EntityId,
  change: InterfaceChange,
  touched: EntityId[],
): string | undefined {
  const { interface: label, members, for: vif, ...values } = change;
  if (vif !== undefined && !isVif(topology, vif)) return `there is no virtual interface ${vif}`;
  const name = `${topology.name(router)} ${label}`;
  const known = topology.find(name);
  const link = known === undefined ? linkCalled(topology, router, label) : undefined;
  if (link !== undefined) {
    shutLink(topology, router, link, values.shutdown === true);
    touched.push(link);
    return undefined;
  }
  if (known === undefined) return makeInterface(topology, router, change, touched);
  const kind = topology.kind(known);
  if (kind === 'port')
    topology.update('port', known, { shutdown: values.shutdown ?? topology.as('port', known).shutdown });
  else if (kind === 'portChannel') {
    const { lacp, lacpRate, minimumLinks, shutdown } = values;
    topology.update('portChannel', known, {
      ...topology.as('portChannel', known),
      ...given({ lacp, lacpRate, minimumLinks, shutdown }),
    });
    if (members !== undefined) return bundle(topology, router, known, members, touched);
  } else if (kind === 'subInterface') {
    const { vlan, addresses, mtu, shutdown } = values;
    topology.update('subInterface', known, given({ vlan, addresses, mtu, shutdown }));
    if (vif !== undefined) return `${label} exists already: give its VLAN and address instead of "for"`;
  }
  touched.push(known);
  return undefined;
}

/** A link to another router is an interface of that name at both of its ends. */
function linkCalled(topology: Topology, router: EntityId, label: string): EntityId | undefined {
  const link = topology.find(label);
  return link !== undefined &&
    topology.kind(link) === 'routerLink' &&
    topology.targets(link, 'connects').includes(router)
    ? link
    : undefined;
}

function shutLink(topology: Topology, router: EntityId, link: EntityId, shutdown: boolean): void {
  const name = topology.name(router);
  const others = (topology.as('routerLink', link).shutAt ?? []).filter((other) => other !== name);
  topology.update('routerLink', link, { shutAt: shutdown ? [...others, name].sort() : others });
}

function makeInterface(
  topology: Topology,
  router: EntityId,
  change: InterfaceChange,
  touched: EntityId[],
): string | undefined {
  const {
    interface: label,
    members,
    for: vif,
    lacp,
    lacpRate,
    minimumLinks,
    shutdown,
    ...subInterface
  } = change;
  const name = topology.name(router);
  if (members !== undefined) {
    const channel = topology.add({
      kind: 'portChannel',
      name: `${name} ${label}`,
      label,
      lacp: lacp ?? 'active',
      lacpRate: lacpRate ?? 'slow',
      minimumLinks: minimumLinks ?? 1,
      shutdown: shutdown === true,
    });
    topology.relate(channel, 'partOf', router);
    return bundle(topology, router, channel, members, touched);
  }
  const parent = label.slice(0, Math.max(0, label.lastIndexOf('.')));
  const carrier = topology.find(`${name} ${parent}`);
  if (carrier === undefined || !['port', 'portChannel'].includes(topology.kind(carrier)))
    return `no port or port-channel ${parent || label}`;
  if (vif === undefined && subInterface.vlan === undefined) return `${label} needs a VLAN`;
  const from = topology.size;
  addCustomerInterface(topology, name, label, {
    kind: 'subInterface',
    parent,
    ...subInterface,
    ...given({ for: vif, shutdown }),
  });
  for (let made = from; made < topology.size; made++) touched.push(entityId(made));
  return undefined;
}

function bundle(
  topology: Topology,
  router: EntityId,
  channel: EntityId,
  members: readonly string[],
  touched: EntityId[],
): string | undefined {
  const ports: EntityId[] = [];
  for (const member of members) {
    const port = topology.find(`${topology.name(router)} ${member}`);
    if (port === undefined || topology.kind(port) !== 'port') return `no port ${member}`;
    const other = topology.target(port, 'memberOf');
    if (other !== undefined && other !== channel)
      return `${member} is a member of ${topology.as('portChannel', other).label}`;
    ports.push(port);
  }
  const before = topology.sources(channel, 'memberOf', 'port');
  for (const port of before) if (!ports.includes(port)) topology.unrelate(port, 'memberOf', channel);
  for (const port of ports) if (!before.includes(port)) topology.relate(port, 'memberOf', channel);
  touched.push(channel, ...new Set([...before, ...ports]));
  return undefined;
}

/** What a router refuses: overlapping subnets on two live interfaces, one VLAN twice on one port. */
function conflictOn(topology: Topology, router: EntityId): string | undefined {
  const live = subInterfacesOf(router, topology).filter((itf) => !topology.as('subInterface', itf).shutdown);
  for (const [index, a] of live.entries()) {
    const first = topology.as('subInterface', a);
    for (const b of live.slice(index + 1)) {
      const second = topology.as('subInterface', b);
      if (first.vlan === second.vlan && topology.target(a, 'partOf') === topology.target(b, 'partOf')) {
        return `VLAN ${first.vlan} is in use on ${first.label}`;
      }
      for (const mine of first.addresses.map(parseInterfaceAddress)) {
        for (const [at, yours] of second.addresses.map(parseInterfaceAddress).entries()) {
          if (overlaps(mine.prefix, yours.prefix))
            return `${second.addresses[at]} on ${second.label} overlaps with ${first.label}`;
        }
      }
    }
  }
  return undefined;
}
